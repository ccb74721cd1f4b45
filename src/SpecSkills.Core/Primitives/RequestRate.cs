using System.Globalization;

namespace SpecSkills.Core.Primitives;

/// <summary>Requests per second, exact; written <c>100 req/s</c>.</summary>
public readonly record struct RequestRate(decimal PerSecond) : IComparable<RequestRate>
{
    private const string Unit = " req/s";

    /// <summary>Reads <c>100 req/s</c>; false for any other unit or a negative rate.</summary>
    public static bool TryParse(string? text, out RequestRate value)
    {
        value = default;
        if (text is not { Length: <= 40 } || !text.EndsWith(Unit, StringComparison.Ordinal)) return false;
        if (!DecimalText.TryParse(text.AsSpan(0, text.Length - Unit.Length), out var rate)) return false;
        value = new RequestRate(rate);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(RequestRate other) => PerSecond.CompareTo(other.PerSecond);

    /// <inheritdoc/>
    public override string ToString() => PerSecond.ToString("0.####", CultureInfo.InvariantCulture) + Unit;
}
