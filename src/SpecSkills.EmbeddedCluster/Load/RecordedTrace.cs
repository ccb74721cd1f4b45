using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>A recorded load: one count of requests per interval of equal length.</summary>
/// <param name="Interval">Length of an interval.</param>
/// <param name="Counts">Requests in each, in order of time.</param>
/// <param name="FilledIntervals">How many were missing in the recording and repeat the one before.</param>
public sealed record RecordedTrace(TimeSpan Interval, IReadOnlyList<double> Counts, int FilledIntervals)
{
    /// <summary>Three months of minutes, the longest public web traces, have 125,300 rows.</summary>
    public const int MaximumRows = 200_000;

    /// <summary>
    /// A longer hole is the end of one recording and the beginning of another, not a missing row or two.
    /// </summary>
    public const int MaximumFilledInterval = 60;

    private const int MaximumLineLength = 200;

    /// <summary>All requests of the trace.</summary>
    public double Total => Counts.Sum();

    /// <summary>Reads a trace; null with a sentence saying line, what was found and what is allowed.</summary>
    /// <remarks>
    /// Two columns and a header line. The first is a time or the number of a minute, the second a count:
    /// <code>
    /// period,count                minute,requests
    /// 1998-07-07 21:40:00,190344  0,42
    /// 1998-07-07 21:41:00,229426  1,62
    /// </code>
    /// The interval of timed rows is the distance of the first two. Missing rows repeat the one before, at most
    /// <see cref="MaximumFilledInterval"/> in a row; rows that go back in time are an error.
    /// </remarks>
    public static RecordedTrace? Parse(string text, out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rows = ReadRows(text, out error);
        if (rows is null)
            return null;
        if (rows.Count < 2)
            return Fail(1, $"{rows.Count} rows of data", "a header and at least two rows 'time,count'", out error);
        var interval = rows[1].Seconds - rows[0].Seconds;
        if (interval <= 0)
            return Fail(rows[1].Line, "a time not after the one before", "rows in order of time", out error);
        var counts = new List<double>(rows.Count) { rows[0].Count };
        var filled = 0;
        for (var index = 1; index < rows.Count; index++)
        {
            var steps = Math.Round((rows[index].Seconds - rows[index - 1].Seconds) / interval);
            if (steps is < 1 or > MaximumFilledInterval)
                return Fail(rows[index].Line, $"a step of {steps} intervals",
                    $"rows in order of time with at most {MaximumFilledInterval} missing in a row", out error);
            for (var missing = 1; missing < steps; missing++, filled++)
                counts.Add(counts[^1]);
            counts.Add(rows[index].Count);
        }
        return new RecordedTrace(TimeSpan.FromSeconds(interval), counts, filled);
    }

    /// <summary>Part of the trace, by interval.</summary>
    public RecordedTrace Slice(int first, int count) =>
        this with { Counts = [.. Counts.Skip(first).Take(count)] };

    private static List<Row>? ReadRows(string text, out string? error)
    {
        error = null;
        var rows = new List<Row>();
        var lineNumber = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            lineNumber++;
            var line = raw.Trim();
            if (lineNumber == 1 || line.IsEmpty)
                continue;
            if (rows.Count == MaximumRows)
                return FailRows(lineNumber, "another row", $"at most {MaximumRows} rows", out error);
            var comma = line.IndexOf(',');
            if (line.Length > MaximumLineLength || comma < 0)
                return FailRows(lineNumber, Shown(line), "two columns 'time,count'", out error);
            if (Seconds(line[..comma]) is not { } seconds)
                return FailRows(lineNumber, Shown(line[..comma]),
                    "a time 'yyyy-MM-dd HH:mm:ss' or the number of a minute", out error);
            if (!double.TryParse(line[(comma + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                    out var count) || !double.IsFinite(count))
                return FailRows(lineNumber, Shown(line[(comma + 1)..]), "a count of zero or more", out error);
            rows.Add(new Row(lineNumber, seconds, count));
        }
        return rows;
    }

    private static double? Seconds(ReadOnlySpan<char> text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minute))
            return minute * 60.0;
        return DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.Ticks / (double)TimeSpan.TicksPerSecond
            : null;
    }

    private static string Shown(ReadOnlySpan<char> text) => $"'{text[..Math.Min(text.Length, 40)]}'";

    private static RecordedTrace? Fail(int line, string found, string allowed, out string error)
    {
        error = $"line {line}: found {found}, expected {allowed}";
        return null;
    }

    private static List<Row>? FailRows(int line, string found, string allowed, out string error)
    {
        Fail(line, found, allowed, out error);
        return null;
    }

    private readonly record struct Row(int Line, double Seconds, double Count);
}
