using System.Globalization;

namespace SpecSkills.Core.Primitives;

/// <summary>A blueprint's version: three non-negative integers, <c>1.0.0</c>, ordered numerically.</summary>
public readonly record struct SemanticVersion(int Major, int Minor, int Patch) : IComparable<SemanticVersion>
{
    /// <summary>Reads <c>1.2.3</c>; leading zeros, signs and suffixes are refused.</summary>
    public static bool TryParse(string? text, out SemanticVersion value)
    {
        value = default;
        var parts = text is { Length: <= 32 } ? text.Split('.') : [];
        if (parts.Length != 3) return false;
        var numbers = new int[3];
        for (var i = 0; i < 3; i++)
        {
            if (parts[i].Length > 9 || (parts[i].Length > 1 && parts[i][0] == '0')) return false;
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return false;
        }

        value = new SemanticVersion(numbers[0], numbers[1], numbers[2]);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(SemanticVersion other) =>
        (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}.{Patch}";
}
