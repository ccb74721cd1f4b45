using System.Globalization;

namespace SpecSkills.Core.Primitives;

/// <summary>
/// Plain decimals as the units write them: no sign, no leading zeros, no bare point, no exponent, so that every value
/// has few spellings and every accepted text is exact.
/// </summary>
internal static class DecimalText
{
    /// <summary>Beyond any real budget, rate or duration, and small enough that unit factors cannot overflow.</summary>
    public const int WholeDigitsLimit = 15;

    /// <summary>What the units print; more would be read and then silently dropped.</summary>
    public const int FractionDigitsLimit = 4;

    /// <summary>Reads <c>0</c>, <c>80</c>, <c>99.9</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal value, int fractionDigits = FractionDigitsLimit)
    {
        value = 0;
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        if (!AreDigits(whole, WholeDigitsLimit) || (whole.Length > 1 && whole[0] == '0')) return false;
        if (point >= 0 && !AreDigits(text[(point + 1)..], fractionDigits)) return false;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    private static bool AreDigits(ReadOnlySpan<char> text, int limit) =>
        text.Length is > 0 && text.Length <= limit && text.IndexOfAnyExceptInRange('0', '9') < 0;
}
