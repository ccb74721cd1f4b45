using System.Globalization;
using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.Tests.Decisions;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Load;

public sealed class RecordedTraceTests
{
    [Fact]
    public void Three_hours_of_a_semi_final_keep_their_peak_and_their_total()
    {
        var file = Path.Combine(TestData.Folder, "traces", "worldcup98_semifinal.csv");
        var text = File.ReadAllText(file);
        var trace = RecordedTrace.Parse(text, out var error);

        Assert.Null(error);
        Assert.NotNull(trace);
        Assert.Equal(TimeSpan.FromMinutes(1), trace.Interval);
        Assert.Equal(180, trace.Counts.Count);
        Assert.Equal(229_426, trace.Counts.Max());
        Assert.Equal(text.Split('\n').Skip(1).Where(line => line.Length > 0)
            .Sum(line => long.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)), trace.Total);

        var curve = new TrafficCurve.Recorded(trace, Scale: 0.01, Speed: 3);
        var played = Enumerable.Range(0, 720).Sum(step => curve.RateAt(TimeSpan.FromSeconds(step * 5)) * 5);
        Assert.Equal(trace.Total * 0.01 / 3, played, trace.Total * 1e-9);
        Assert.Equal(229_426 / 60.0 * 0.01, curve.RateAt(TimeSpan.FromMinutes(91 / 3.0) + TimeSpan.FromSeconds(1)), 6);
        Assert.Equal(0, curve.RateAt(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Numbered_minutes_and_decimal_counts_are_read_too()
    {
        Assert.Equal([42, 62], RecordedTrace.Parse("minute,requests\n0,42\n1,62\n", out _)!.Counts);
        var balancer = RecordedTrace.Parse(
            "timestamp,value\r\n2014-04-10 00:04:00,94.0\r\n2014-04-10 00:09:00,56.5\r\n", out _);
        Assert.Equal(TimeSpan.FromMinutes(5), balancer!.Interval);
        Assert.Equal([94.0, 56.5], balancer.Counts);
    }

    [Fact]
    public void A_missing_row_repeats_the_one_before_and_is_counted()
    {
        var trace = RecordedTrace.Parse("minute,requests\n0,5\n1,6\n4,9\n", out _)!;

        Assert.Equal([5, 6, 6, 6, 9], trace.Counts);
        Assert.Equal(2, trace.FilledIntervals);
    }

    [Theory]
    [InlineData("", "line 1: found 0 rows of data, expected a header and at least two rows 'time,count'")]
    [InlineData("minute,requests\n0,1\n", "line 1: found 1 rows of data, expected a header and at least two rows "
        + "'time,count'")]
    [InlineData("minute,requests\n0,1\n1,-4\n", "line 3: found '-4', expected a count of zero or more")]
    [InlineData("minute,requests\n0,1\n1,NaN\n", "line 3: found 'NaN', expected a count of zero or more")]
    [InlineData("minute,requests\n0,1\n0,1\n", "line 3: found a time not after the one before, expected rows in order "
        + "of time")]
    [InlineData("minute,requests\n0,1\n1,1\n1,1\n", "line 4: found a step of 0 intervals, expected rows in order of "
        + "time with at most 60 missing in a row")]
    [InlineData("minute,requests\n0,1\n1,1\n9999,1\n", "line 4: found a step of 9998 intervals, expected rows in "
        + "order of time with at most 60 missing in a row")]
    [InlineData("minute,requests\n0;1\n1;1\n", "line 2: found '0;1', expected two columns 'time,count'")]
    [InlineData("minute,requests\nyesterday,1\n", "line 2: found 'yesterday', expected a time 'yyyy-MM-dd "
        + "HH:mm:ss' or the number of a minute")]
    public void A_bad_trace_is_refused_with_line_and_reason(string text, string expected)
    {
        Assert.Null(RecordedTrace.Parse(text, out var error));
        Assert.Equal(expected, error);
    }
}
