using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Tables;

/// <summary>Ages as kubectl shows them: two units at most, coarser the older.</summary>
internal static class Durations
{
    public static string Of(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        var minutes = (long)age.TotalMinutes;
        var hours = (long)age.TotalHours;
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => Text(seconds, "s"),
            _ when minutes < 10 => Two(minutes, "m", seconds % 60, "s"),
            _ when minutes < 180 => Text(minutes, "m"),
            _ when hours < 8 => Two(hours, "h", minutes % 60, "m"),
            _ when hours < 48 => Text(hours, "h"),
            _ when hours < 192 => Two(hours / 24, "d", hours % 24, "h"),
            _ when hours < 24 * 365 * 2 => Text(hours / 24, "d"),
            _ when hours < 24 * 365 * 8 => Two(hours / 24 / 365, "y", hours / 24 % 365, "d"),
            _ => Text(hours / 24 / 365, "y"),
        };
    }

    private static string Text(long number, string unit) => number.ToString(CultureInfo.InvariantCulture) + unit;

    private static string Two(long first, string unit, long second, string smaller) =>
        second == 0 ? Text(first, unit) : Text(first, unit) + Text(second, smaller);
}
