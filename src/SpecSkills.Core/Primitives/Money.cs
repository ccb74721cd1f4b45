using System.Globalization;

namespace SpecSkills.Core.Primitives;

/// <summary>An amount in one currency (three capital letters, ISO 4217); written <c>100 USD</c>.</summary>
public readonly record struct Money(decimal Amount, string Currency)
{
    /// <summary>Reads <c>100 USD</c> or <c>19.90 EUR</c>; false for a negative amount or another form.</summary>
    public static bool TryParse(string? text, out Money value)
    {
        value = default;
        if (text is not { Length: > 4 and <= 40 } || text[^4] != ' ') return false;
        var currency = text[^3..];
        if (!currency.All(char.IsAsciiLetterUpper)) return false;
        if (!DecimalText.TryParse(text.AsSpan(0, text.Length - 4), out var amount)) return false;
        value = new Money(amount, currency);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Amount.ToString("0.####", CultureInfo.InvariantCulture) + " " + Currency;
}
