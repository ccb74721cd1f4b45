using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Values;

/// <summary>
/// An immutable JSON value. Versions of one object share the parts that did not change, so that a status write costs
/// the status alone, comparing two versions skips what is the same instance, and old versions stay readable for
/// nothing.
/// </summary>
internal abstract partial class Value : IEquatable<Value>
{
    private Value()
    {
    }

    /// <inheritdoc />
    public abstract bool Equals(Value? other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc />
    public abstract override int GetHashCode();

    /// <summary>The value as compact JSON.</summary>
    public override string ToString() => ValueWriter.ToText(this);

    /// <summary>The JSON string of a text.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator Value?(string? text) => text is null ? null : new Str(text);

    /// <summary>The JSON number of an integer.</summary>
    public static implicit operator Value(long number) => Num.Of(number);

    /// <summary>The JSON number of an integer.</summary>
    public static implicit operator Value(int number) => Num.Of(number);

    /// <summary>JSON true or false.</summary>
    public static implicit operator Value(bool flag) => flag ? Bool.True : Bool.False;

    /// <summary>JSON null.</summary>
    public sealed class Null : Value
    {
        /// <summary>The one instance.</summary>
        public static readonly Null Instance = new();

        private Null()
        {
        }

        /// <inheritdoc />
        public override bool Equals(Value? other) => other is Null;

        /// <inheritdoc />
        public override int GetHashCode() => 0;
    }

    /// <summary>JSON true or false.</summary>
    public sealed class Bool : Value
    {
        /// <summary>JSON true.</summary>
        public static readonly Bool True = new(true);

        /// <summary>JSON false.</summary>
        public static readonly Bool False = new(false);

        private Bool(bool flag) => Flag = flag;

        /// <summary>The value.</summary>
        public bool Flag { get; }

        /// <inheritdoc />
        public override bool Equals(Value? other) => ReferenceEquals(this, other);

        /// <inheritdoc />
        public override int GetHashCode() => Flag ? 1 : 2;
    }

    /// <summary>A JSON string.</summary>
    public sealed class Str(string text) : Value
    {
        /// <summary>The text, unescaped.</summary>
        public string Text { get; } = text;

        /// <inheritdoc />
        public override bool Equals(Value? other) =>
            ReferenceEquals(this, other)
                || (other is Str str && string.Equals(Text, str.Text, StringComparison.Ordinal));

        /// <inheritdoc />
        public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>A JSON number, kept as it was written.</summary>
    public sealed class Num : Value
    {
        private const int SmallNumbers = 256;
        private static readonly Num[] Small =
            [.. Enumerable.Range(0, SmallNumbers).Select(n => new Num(n.ToString(CultureInfo.InvariantCulture)))];

        /// <summary>A number from its JSON spelling.</summary>
        public Num(string literal) => Literal = literal;

        /// <summary>The number as JSON text.</summary>
        public string Literal { get; }

        /// <summary>The number when it is a whole one that fits, else null.</summary>
        public long? Integer =>
            long.TryParse(Literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;

        /// <summary>An integer; small ones are shared.</summary>
        public static Num Of(long number) => number is >= 0 and < SmallNumbers
            ? Small[number]
            : new Num(number.ToString(CultureInfo.InvariantCulture));

        /// <inheritdoc />
        public override bool Equals(Value? other) =>
            other is Num num && (Literal == num.Literal || (Integer is { } n && n == num.Integer)
                || (Integer is null && double.Parse(Literal, CultureInfo.InvariantCulture)
                    .Equals(double.Parse(num.Literal, CultureInfo.InvariantCulture))));

        /// <inheritdoc />
        public override int GetHashCode() => Integer?.GetHashCode()
            ?? double.Parse(Literal, CultureInfo.InvariantCulture).GetHashCode();
    }
}
