using System.Globalization;

namespace SpecSkills.Core.Primitives;

/// <summary>A percentage, exact: 80 % is <c>Value = 80</c>.</summary>
public readonly record struct Percentage(decimal Value) : IComparable<Percentage>
{
    /// <summary>
    /// Reads <c>80%</c> or <c>99.9%</c>: a plain decimal and the sign, nothing between, nothing negative.
    /// </summary>
    public static bool TryParse(string? text, out Percentage value)
    {
        value = default;
        if (text is not { Length: > 1 and <= 40 } || text[^1] != '%') return false;
        if (!DecimalText.TryParse(text.AsSpan(0, text.Length - 1), out var number)) return false;
        value = new Percentage(number);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Percentage other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("0.####", CultureInfo.InvariantCulture) + "%";
}
