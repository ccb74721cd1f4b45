using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>
/// Sample values as Prometheus writes them: the shortest digits, an exponent only for the very small or large.
/// </summary>
internal static class PromNumber
{
    private const double SmallestPlain = 1e-6;
    private const double LargestPlain = 1e21;

    /// <summary>A scalar result is written without an exponent however large; a sample of a series is not.</summary>
    public static string Format(double value, bool plain = false)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = shortest.IndexOf('E', StringComparison.Ordinal);
        var size = Math.Abs(value);
        if (exponentAt < 0)
            return shortest;
        var (digits, exponent) = Decimal(shortest, exponentAt);
        var sign = value < 0 ? "-" : "";
        if (!plain && (size < SmallestPlain || size >= LargestPlain))
            return sign + digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "")
                + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return exponent >= 0
            ? sign + digits.PadRight(exponent + 1, '0')
            : sign + "0." + new string('0', -exponent - 1) + digits;
    }

    /// <summary>Significant digits and the exponent of the first, e.g. 1.25E+17 to ("125", 17).</summary>
    private static (string Digits, int Exponent) Decimal(string shortest, int exponentAt)
    {
        var mantissa = (exponentAt < 0 ? shortest : shortest[..exponentAt]).TrimStart('-');
        var exponent = exponentAt < 0
            ? 0
            : int.Parse(shortest.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (mantissa.Replace(".", "", StringComparison.Ordinal), exponent);
    }
}
