using System.Globalization;

namespace SpecSkills.Core.Blueprints;

/// <summary>
/// Five cron fields (minute, hour, day of month, month, day of week) as crontab(5) reads them: lists, ranges, steps,
/// English month and day names, 7 as Sunday. When both day fields are restricted, either one is enough.
/// </summary>
public sealed class CronSchedule
{
    private static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    // One bit per allowed value.
    private readonly ulong _minutes, _hours, _days, _months, _weekdays;
    private readonly bool _anyDay, _anyWeekday;

    private CronSchedule(ulong minutes, ulong hours, ulong days, ulong months, ulong weekdays, bool anyDay, bool anyWeekday)
    {
        (_minutes, _hours, _days, _months) = (minutes, hours, days, months);
        // Sunday may be written 0 or 7.
        _weekdays = (weekdays & (1UL << 7)) != 0 ? weekdays | 1UL : weekdays;
        (_anyDay, _anyWeekday) = (anyDay, anyWeekday);
    }

    /// <summary>Reads <c>0 18 * * 5</c> or <c>0 0 1-7 dec mon-fri</c>; false for anything that is not five fields.</summary>
    public static bool TryParse(string? text, out CronSchedule? schedule)
    {
        schedule = null;
        var fields = text is { Length: <= 400 } ? text.Split(' ') : [];
        if (fields.Length != 5) return false;
        if (!TryField(fields[0], 0, 59, [], 0, out var minutes)) return false;
        if (!TryField(fields[1], 0, 23, [], 0, out var hours)) return false;
        if (!TryField(fields[2], 1, 31, [], 0, out var days)) return false;
        if (!TryField(fields[3], 1, 12, Months, 1, out var months)) return false;
        if (!TryField(fields[4], 0, 7, Days, 0, out var weekdays)) return false;
        schedule = new CronSchedule(
            minutes, hours, days, months, weekdays, fields[2].StartsWith('*'), fields[4].StartsWith('*'));
        return true;
    }

    /// <summary>True when the schedule fires in the minute of a local time.</summary>
    public bool Matches(DateTime local)
    {
        if (!Has(_minutes, local.Minute) || !Has(_hours, local.Hour) || !Has(_months, local.Month)) return false;
        var day = Has(_days, local.Day);
        var weekday = Has(_weekdays, (int)local.DayOfWeek);
        return _anyDay || _anyWeekday ? day && weekday : day || weekday;
    }

    private static bool Has(ulong bits, int value) => (bits & (1UL << value)) != 0;

    private static bool TryField(string field, int least, int most, string[] names, int firstName, out ulong bits)
    {
        bits = 0;
        foreach (var part in field.Split(','))
        {
            var slash = part.IndexOf('/', StringComparison.Ordinal);
            var step = 1;
            if (slash >= 0 && (!TryNumber(part[(slash + 1)..], out step) || step < 1)) return false;
            var range = slash >= 0 ? part[..slash] : part;
            if (!TryRange(range, least, most, names, firstName, slash >= 0, out var from, out var to)) return false;
            for (var value = from; value <= to; value += step) bits |= 1UL << value;
        }

        return bits != 0;
    }

    private static bool TryRange(
        string range, int least, int most, string[] names, int firstName, bool hasStep, out int from, out int to)
    {
        (from, to) = (least, most);
        if (range == "*") return true;
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (!TryValue(dash < 0 ? range : range[..dash], names, firstName, out from)) return false;
        // "5/15" means from 5 to the end in steps.
        to = hasStep ? most : from;
        if (dash >= 0 && !TryValue(range[(dash + 1)..], names, firstName, out to)) return false;
        return from >= least && to <= most && from <= to;
    }

    private static bool TryValue(string text, string[] names, int firstName, out int value)
    {
        var index = Array.IndexOf(names, text.ToLowerInvariant());
        value = index + firstName;
        return index >= 0 || TryNumber(text, out value);
    }

    private static bool TryNumber(string text, out int value)
    {
        value = 0;
        return text.Length is > 0 and <= 2
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
