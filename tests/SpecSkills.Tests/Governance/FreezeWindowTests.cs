using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using Xunit;

namespace SpecSkills.Tests.Governance;

public sealed class FreezeWindowTests
{
    // Berlin: 2026-03-29 02:00 -> 03:00 (+01:00 -> +02:00), 2026-10-25 03:00 -> 02:00.
    [Theory]
    [InlineData("30 2 * * *", "1h", "Europe/Berlin", "2026-03-29T00:59:59Z", null)]
    // 02:30 does not exist that day: the window opens when the clock has jumped to 03:00.
    [InlineData("30 2 * * *", "1h", "Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")]
    [InlineData("30 2 * * *", "1h", "Europe/Berlin", "2026-03-29T01:59:59Z", "2026-03-29T02:00:00Z")]
    [InlineData("30 2 * * *", "1h", "Europe/Berlin", "2026-03-29T02:00:00Z", null)]
    // 02:30 comes twice: frozen after either.
    [InlineData("30 2 * * *", "30m", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z")]
    [InlineData("30 2 * * *", "30m", "Europe/Berlin", "2026-10-25T01:00:00Z", null)]
    [InlineData("30 2 * * *", "30m", "Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z")]
    [InlineData("30 2 * * *", "30m", "Europe/Berlin", "2026-10-25T02:00:00Z", null)]
    // Friday 18:00 for 62 hours, over the change: elapsed time counts, not the wall clock.
    [InlineData("0 18 * * 5", "62h", "Europe/Berlin", "2026-10-26T06:59:59Z", null)]
    [InlineData("0 18 * * 5", "62h", "Europe/Berlin", "2026-10-26T05:59:59Z", "2026-10-26T06:00:00Z")]
    [InlineData("0 18 * * fri", "62h", "UTC", "2026-11-22T10:00:00Z", "2026-11-23T08:00:00Z")]
    [InlineData("0 18 * * 5", "62h", "UTC", "2026-11-20T17:59:59Z", null)]
    [InlineData("0 18 * * 5", "62h", "UTC", "2026-11-20T18:00:00Z", "2026-11-23T08:00:00Z")]
    [InlineData("0 0 24-26 dec *", "1d", "America/New_York", "2026-12-27T04:59:59Z", "2026-12-27T05:00:00Z")]
    [InlineData("0 0 24-26 12 *", "1d", "America/New_York", "2026-12-27T05:00:00Z", null)]
    [InlineData("*/15 9-17/2 * * 1-5", "5m", "UTC", "2026-11-23T11:49:00Z", "2026-11-23T11:50:00Z")]
    [InlineData("*/15 9-17/2 * * 1-5", "5m", "UTC", "2026-11-23T12:01:00Z", null)]
    [InlineData("0 0 13 * 5", "1d", "UTC", "2026-11-20T12:00:00Z", "2026-11-21T00:00:00Z")]
    [InlineData("* * * * *", "1m", "UTC", "2026-11-20T12:00:30Z", "2026-11-20T12:01:00Z")]
    // A zone that changes at midnight: Havana leaves 00:00-00:59 out on 2026-03-08.
    [InlineData("30 0 * * *", "1h", "America/Havana", "2026-03-08T05:10:00Z", "2026-03-08T06:00:00Z")]
    public void A_window_holds_from_its_firing_for_its_duration(
        string cron, string duration, string zone, string now, string? until)
    {
        Assert.True(DurationText.TryParse(duration, out var length));
        var world = VerdictWorld.Default with { Freezes = [new FreezeWindow(cron, length, zone, [])] };

        var end = FreezeCalendar.FrozenUntil(world.Blueprint(), world.Policy(), At(now));

        Assert.Equal(until is null ? null : At(until), end);
    }

    /// <summary>The same question answered by walking every minute: slow, and plainly right.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T12:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T12:00:00Z")]
    [InlineData("America/Sao_Paulo", "2026-11-01T12:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T06:00:00Z")]
    public void Firings_agree_with_a_walk_over_every_minute(string zoneName, string from)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        foreach (var cron in new[] { "15 * * * *", "45 1 * * *", "10 2,14 * * *", "0 0 * * 0", "5 3 29 3 *" })
        {
            Assert.True(CronSchedule.TryParse(cron, out var schedule));
            for (var minute = 0; minute < 48 * 60; minute += 7)
            {
                var now = At(from).AddMinutes(minute);
                var earliest = now.AddHours(-6);
                Assert.Equal(Walk(cron, now, earliest, zone),
                    schedule!.LastFiring(now, earliest, zone)?.ToUniversalTime());
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0 18 * *")]
    [InlineData("0 18 * * 5 2026")]
    [InlineData("60 18 * * 5")]
    [InlineData("0 24 * * 5")]
    [InlineData("0 18 0 * 5")]
    [InlineData("0 18 * 13 5")]
    [InlineData("0 18 * * 8")]
    [InlineData("5-1 18 * * *")]
    [InlineData("*/0 18 * * *")]
    [InlineData("-1 18 * * *")]
    [InlineData("0 18 * * friday")]
    [InlineData("@daily")]
    public void What_is_no_schedule_is_refused(string text) => Assert.False(CronSchedule.TryParse(text, out _));

    private static DateTimeOffset? Walk(string cron, DateTimeOffset now, DateTimeOffset earliest, TimeZoneInfo zone)
    {
        var fields = cron.Split(' ');
        var minute = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, TimeSpan.Zero);
        for (; minute >= earliest; minute = minute.AddMinutes(-1))
        {
            var wall = TimeZoneInfo.ConvertTime(minute, zone).DateTime;
            if (Fires(fields, wall)) return minute;
            // The minute after a gap stands for every minute in the gap.
            var before = TimeZoneInfo.ConvertTime(minute.AddMinutes(-1), zone).DateTime;
            for (var skipped = before.AddMinutes(1); skipped < wall; skipped = skipped.AddMinutes(1))
                if (Fires(fields, skipped))
                    return minute;
        }

        return null;
    }

    private static bool Fires(string[] fields, DateTime wall) =>
        Has(fields[0], wall.Minute) && Has(fields[1], wall.Hour) && Has(fields[2], wall.Day)
            && Has(fields[3], wall.Month)
        && Has(fields[4], (int)wall.DayOfWeek);

    private static bool Has(string field, int value) =>
        field == "*" || field.Split(',').Contains(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
