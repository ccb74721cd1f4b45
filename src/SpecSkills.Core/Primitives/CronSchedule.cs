using System.Globalization;

namespace SpecSkills.Core.Primitives;

/// <summary>
/// A five-field cron expression, <c>0 18 * * 5</c>: minute, hour, day of month, month, day of week (0 and 7 are Sunday;
/// three-letter names are taken for months and weekdays). Lists, ranges and steps as in cron; where both day fields are
/// restricted, a day matching either counts.
/// </summary>
public sealed class CronSchedule
{
    private const int LengthLimit = 200;

    // No daylight-saving change in force anywhere moves a clock further; past it wall-clock order is time order.
    private static readonly TimeSpan LargestChange = TimeSpan.FromHours(3);

    private static readonly string[] MonthNames =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly int[] hoursDescending;
    private readonly int[] minutesDescending;
    private readonly ulong daysOfMonth;
    private readonly ulong months;
    private readonly ulong daysOfWeek;
    private readonly bool eitherDay;

    private CronSchedule(ulong[] fields, bool eitherDay)
    {
        minutesDescending = Descending(fields[0], 59);
        hoursDescending = Descending(fields[1], 23);
        daysOfMonth = fields[2];
        months = fields[3];
        // Sunday may be written 0 or 7.
        daysOfWeek = fields[4] | ((fields[4] >> 7) & 1);
        this.eitherDay = eitherDay;
    }

    /// <summary>Reads an expression; false when it is not five fields of the grammar with values in range.</summary>
    public static bool TryParse(string? text, out CronSchedule? schedule)
    {
        schedule = null;
        if (text is not { Length: > 0 and <= LengthLimit }) return false;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5) return false;
        var fields = new ulong[5];
        if (!TryField(parts[0], 0, 59, null, out fields[0])) return false;
        if (!TryField(parts[1], 0, 23, null, out fields[1])) return false;
        if (!TryField(parts[2], 1, 31, null, out fields[2])) return false;
        if (!TryField(parts[3], 1, 12, MonthNames, out fields[3])) return false;
        if (!TryField(parts[4], 0, 7, DayNames, out fields[4])) return false;
        var eitherDay = !parts[2].StartsWith('*') && !parts[4].StartsWith('*');
        schedule = new CronSchedule(fields, eitherDay);
        return true;
    }

    /// <summary>
    /// The last instant at or before <paramref name="now"/> and not before <paramref name="earliest"/> at which the
    /// schedule fired in a zone, or null. A wall-clock time that a spring change skips fires when the clock has jumped;
    /// one that an autumn change repeats fires twice.
    /// </summary>
    public DateTimeOffset? LastFiring(DateTimeOffset now, DateTimeOffset earliest, TimeZoneInfo zone)
    {
        var nowWall = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        // One day further on either side: around a change of the clock a wall-clock date can lie on both sides of an
        // instant.
        var day = DateOnly.FromDateTime(nowWall).AddDays(1);
        var firstDay = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(earliest, zone).DateTime).AddDays(-1);
        DateTimeOffset? last = null;
        for (; day >= firstDay; day = day.AddDays(-1))
        {
            var hadOne = last is not null;
            if (Matches(day) && LastOn(day, now, nowWall, zone) is { } found && !(found <= last)) last = found;
            // The day before is still looked at, for the change at midnight; nothing earlier can win.
            if (hadOne) break;
        }

        return last >= earliest ? last : null;
    }

    private DateTimeOffset? LastOn(DateOnly day, DateTimeOffset now, DateTime nowWall, TimeZoneInfo zone)
    {
        DateTimeOffset? last = null;
        foreach (var hour in hoursDescending)
        {
            foreach (var minute in minutesDescending)
            {
                var wall = day.ToDateTime(new TimeOnly(hour, minute));
                if (wall - nowWall > LargestChange) continue;
                foreach (var instant in Instants(wall, zone))
                    if (instant <= now && (last is null || instant > last))
                        last = instant;
                if (last is { } found && TimeZoneInfo.ConvertTime(found, zone).DateTime - wall > LargestChange)
                    return last;
            }
        }

        return last;
    }

    private static DateTimeOffset[] Instants(DateTime wall, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(wall))
        {
            // Skipped by the change: it fires with the first wall-clock minute that exists.
            var existing = wall;
            for (var minute = 0; minute < 24 * 60 && zone.IsInvalidTime(existing); minute++)
                existing = existing.AddMinutes(1);
            return [new DateTimeOffset(existing, zone.GetUtcOffset(existing))];
        }

        if (!zone.IsAmbiguousTime(wall)) return [new DateTimeOffset(wall, zone.GetUtcOffset(wall))];
        return [.. zone.GetAmbiguousTimeOffsets(wall).Select(offset => new DateTimeOffset(wall, offset))];
    }

    private bool Matches(DateOnly day)
    {
        if ((months >> day.Month & 1) == 0) return false;
        var byMonth = (daysOfMonth >> day.Day & 1) == 1;
        var byWeek = (daysOfWeek >> (int)day.DayOfWeek & 1) == 1;
        return eitherDay ? byMonth || byWeek : byMonth && byWeek;
    }

    private static int[] Descending(ulong bits, int highest) =>
        [.. Enumerable.Range(0, highest + 1).Reverse().Where(value => (bits >> value & 1) == 1)];

    private static bool TryField(string text, int lowest, int highest, string[]? names, out ulong bits)
    {
        bits = 0;
        foreach (var item in text.Split(','))
        {
            // A sample: "1-5/2" is a range and a step.
            var slash = item.IndexOf('/', StringComparison.Ordinal);
            var range = slash < 0 ? item : item[..slash];
            var step = 1;
            if (slash >= 0 && !TryNumber(item[(slash + 1)..], 1, highest, null, out step)) return false;
            int from = lowest, to = highest;
            if (range != "*")
            {
                var dash = range.IndexOf('-', StringComparison.Ordinal);
                if (!TryNumber(dash < 0 ? range : range[..dash], lowest, highest, names, out from)) return false;
                to = from;
                if (dash >= 0 && !TryNumber(range[(dash + 1)..], lowest, highest, names, out to)) return false;
                if (dash < 0 && slash >= 0) to = highest;
                if (to < from) return false;
            }

            for (var value = from; value <= to; value += step) bits |= 1UL << value;
        }

        return true;
    }

    private static bool TryNumber(string text, int lowest, int highest, string[]? names, out int value)
    {
        value = 0;
        var named = names is null ? -1 : Array.FindIndex(
            names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
        {
            // Months count from 1, weekdays from 0.
            value = named + (names!.Length == 12 ? 1 : 0);
            return true;
        }

        return text.Length is > 0 and <= 2
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value >= lowest && value <= highest;
    }
}
