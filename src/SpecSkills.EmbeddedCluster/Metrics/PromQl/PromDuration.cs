using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>
/// Durations as Prometheus writes them: <c>90s</c>, <c>1h30m</c>, units in falling order, no fractions.
/// </summary>
internal static class PromDuration
{
    private static readonly (string Unit, long Milliseconds)[] Units =
    [
        ("y", 365 * 86_400_000L), ("w", 7 * 86_400_000L), ("d", 86_400_000L), ("h", 3_600_000L), ("m", 60_000L),
        ("s", 1000L), ("ms", 1L),
    ];

    // So many years still fit into a long of milliseconds.
    private const int MaximumDigits = 8;

    public static bool TryParse(string text, out long milliseconds)
    {
        milliseconds = 0;
        var at = 0;
        var lastUnit = -1;
        while (at < text.Length)
        {
            var digits = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            var letters = at;
            while (at < text.Length && char.IsAsciiLetter(text[at]))
                at++;
            var name = text[letters..at];
            var unit = Array.FindIndex(Units, known => known.Unit == name);
            if (letters == digits || letters - digits > MaximumDigits || unit <= lastUnit)
                return false;
            lastUnit = unit;
            milliseconds += long.Parse(text.AsSpan(digits, letters - digits), CultureInfo.InvariantCulture)
                * Units[unit].Milliseconds;
        }
        return lastUnit >= 0;
    }
}
