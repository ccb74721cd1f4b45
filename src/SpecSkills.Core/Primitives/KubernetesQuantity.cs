using System.Globalization;

namespace SpecSkills.Core.Primitives;

/// <summary>
/// The Kubernetes quantity grammar, read exactly: a decimal number with an optional SI (<c>m k M G T P E</c>), binary
/// (<c>Ki Mi Gi Ti Pi Ei</c>) or exponent (<c>e3</c>) suffix. Values are decimals, so <c>0.1</c> equals <c>100m</c>.
/// </summary>
public static class KubernetesQuantity
{
    /// <summary>Longer texts are refused: no real quantity needs more, and a parser bounds its input.</summary>
    public const int LengthLimit = 40;

    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1024m), ("Mi", 1048576m), ("Gi", 1073741824m), ("Ti", 1099511627776m),
        ("Pi", 1125899906842624m), ("Ei", 1152921504606846976m),
        ("n", 0.000000001m), ("u", 0.000001m), ("m", 0.001m),
        ("k", 1000m), ("M", 1000000m), ("G", 1000000000m), ("T", 1000000000000m),
        ("P", 1000000000000000m), ("E", 1000000000000000000m),
    ];

    /// <summary>
    /// Reads a quantity; false when the text is outside the grammar or too large for exact arithmetic.
    /// </summary>
    public static bool TryParse(string? text, out decimal value)
    {
        value = 0;
        if (string.IsNullOrEmpty(text) || text.Length > LengthLimit) return false;
        // A sample: "-1.5Gi" is sign, digits with at most one point, suffix.
        var end = text[0] is '+' or '-' ? 1 : 0;
        var start = end;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.')) end++;
        if (end == start) return false;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text.AsSpan(0, end), Style, CultureInfo.InvariantCulture, out var number)) return false;
        if (!TryFactor(text.AsSpan(end), out var factor)) return false;
        try
        {
            value = number * factor;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool TryFactor(ReadOnlySpan<char> suffix, out decimal factor)
    {
        factor = 1;
        if (suffix.IsEmpty) return true;
        foreach (var (name, value) in Suffixes)
        {
            if (!suffix.SequenceEqual(name)) continue;
            factor = value;
            return true;
        }

        return TryExponent(suffix, out factor);
    }

    private static bool TryExponent(ReadOnlySpan<char> suffix, out decimal factor)
    {
        factor = 1;
        if (suffix[0] is not ('e' or 'E')) return false;
        if (!int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
            return false;
        if (exponent is < -9 or > 18) return false;
        for (var i = 0; i < Math.Abs(exponent); i++) factor = exponent > 0 ? factor * 10 : factor / 10;
        return true;
    }
}
