using System.Globalization;
using System.Numerics;

namespace SpecSkills.EmbeddedCluster.Schema;

/// <summary>A Kubernetes quantity: a value to a billionth and the family of suffixes it was written with.</summary>
internal readonly record struct ResourceQuantity
{
    /// <summary>What a real server says of a text that is not a quantity.</summary>
    public const string SyntaxError =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private const int NanoDigits = 9;
    // Beyond this a real server caps the value; a longer exponent would only make the arithmetic slow.
    private const int MaximumExponent = 18;
    private const int MaximumDigits = 40;
    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    private ResourceQuantity(BigInteger nano, QuantityFamily family)
    {
        Nano = nano;
        Family = family;
    }

    /// <summary>The value in billionths.</summary>
    public BigInteger Nano { get; }

    public QuantityFamily Family { get; }

    /// <summary>The value in thousandths, rounded up; null when it does not fit.</summary>
    public long? Millis => ToLong(RoundUp(Nano, 6));

    /// <summary>The value in units, rounded up; null when it does not fit.</summary>
    public long? Units => ToLong(RoundUp(Nano, NanoDigits));

    public bool IsNegative => Nano.Sign < 0;

    /// <summary>A number of thousandths, written decimally: 1500 is 1500m.</summary>
    public static ResourceQuantity FromMillis(long millis) =>
        new(millis * BigInteger.Pow(10, 6), QuantityFamily.DecimalSi);

    /// <summary>Reads e.g. <c>50m</c>, <c>128Mi</c>, <c>0.5</c>, <c>1e9</c>.</summary>
    public static bool TryParse(string text, out ResourceQuantity quantity)
    {
        quantity = default;
        var end = 0;
        while (end < text.Length
            && (char.IsAsciiDigit(text[end]) || text[end] == '.' || (end == 0 && text[end] is '+' or '-')))
            end++;
        var number = text[..end];
        var digits = number.TrimStart('+', '-').Split('.');
        if (digits.Length > 2 || digits.Sum(part => part.Length) is 0 or > MaximumDigits)
            return false;
        var mantissa = BigInteger.Parse(string.Concat(digits), CultureInfo.InvariantCulture);
        if (number[0] == '-')
            mantissa = -mantissa;
        var fractionDigits = digits.Length == 2 ? digits[1].Length : 0;
        if (!TryReadSuffix(text[end..], out var exponent10, out var exponent2, out var family))
            return false;
        var scaled = mantissa * BigInteger.Pow(2, exponent2) * BigInteger.Pow(10, NanoDigits + exponent10 + NanoDigits);
        quantity = new ResourceQuantity(RoundUp(scaled, fractionDigits + NanoDigits), family);
        return true;
    }

    /// <summary>The same value rounded up to a thousandth, as resource lists keep it.</summary>
    public ResourceQuantity RoundedUpToMillis() => new(RoundUp(Nano, 6) * BigInteger.Pow(10, 6), Family);

    /// <summary>The one spelling a server answers for this value and family.</summary>
    public override string ToString()
    {
        if (Nano.IsZero)
            return "0";
        var billion = BigInteger.Pow(10, NanoDigits);
        var whole = BigInteger.Remainder(Nano, billion).IsZero;
        if (Family == QuantityFamily.BinarySi && whole && BigInteger.Abs(Nano) >= 1024 * billion)
            return Reduce(Nano / billion, 1024, BinarySuffixes);
        if (Family != QuantityFamily.DecimalExponent)
            return Reduce(Nano, 1000, DecimalSuffixes);
        var value = Nano;
        var exponent = -NanoDigits;
        while (BigInteger.Remainder(value, 1000).IsZero)
        {
            value /= 1000;
            exponent += 3;
        }
        return value.ToString(CultureInfo.InvariantCulture)
            + (exponent == 0 ? "" : "e" + exponent.ToString(CultureInfo.InvariantCulture));
    }

    private static string Reduce(BigInteger value, int step, string[] suffixes)
    {
        var at = 0;
        while (at < suffixes.Length - 1 && BigInteger.Remainder(value, step).IsZero)
        {
            value /= step;
            at++;
        }
        return value.ToString(CultureInfo.InvariantCulture) + suffixes[at];
    }

    private static bool TryReadSuffix(string suffix, out int exponent10, out int exponent2, out QuantityFamily family)
    {
        exponent10 = 0;
        exponent2 = 0;
        family = QuantityFamily.DecimalSi;
        if (Array.IndexOf(DecimalSuffixes, suffix) is >= 0 and var si)
        {
            exponent10 = (si * 3) - NanoDigits;
            return true;
        }
        if (Array.IndexOf(BinarySuffixes, suffix) is > 0 and var binary)
        {
            exponent2 = binary * 10;
            family = QuantityFamily.BinarySi;
            return true;
        }
        if (suffix[0] is not ('e' or 'E') || !int.TryParse(
            suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent10))
            return false;
        family = QuantityFamily.DecimalExponent;
        exponent10 = Math.Clamp(exponent10, -2 * NanoDigits, MaximumExponent);
        return true;
    }

    // Away from zero, as the server does: half a nano is one nano.
    private static BigInteger RoundUp(BigInteger value, int digits)
    {
        var divisor = BigInteger.Pow(10, digits);
        var quotient = BigInteger.DivRem(value, divisor, out var rest);
        return rest.IsZero ? quotient : quotient + value.Sign;
    }

    private static long? ToLong(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? (long)value : null;
}
