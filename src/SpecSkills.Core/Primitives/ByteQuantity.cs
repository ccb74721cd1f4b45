namespace SpecSkills.Core.Primitives;

/// <summary>Memory or storage in bytes.</summary>
public readonly record struct ByteQuantity(long Bytes) : IComparable<ByteQuantity>
{
    private static readonly (string Suffix, long Factor)[] Binary =
        [("Ei", 1L << 60), ("Pi", 1L << 50), ("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10)];

    /// <summary>
    /// Reads <c>128Mi</c>, <c>1Gi</c>, <c>1e9</c>; false outside the Kubernetes grammar or below zero.
    /// </summary>
    public static bool TryParse(string? text, out ByteQuantity value)
    {
        value = default;
        if (!KubernetesQuantity.TryParse(text, out var bytes) || bytes < 0 || bytes > long.MaxValue) return false;
        value = new ByteQuantity((long)decimal.Ceiling(bytes));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(ByteQuantity other) => Bytes.CompareTo(other.Bytes);

    /// <summary>The canonical text with the largest binary suffix that divides it: <c>128Mi</c>, <c>1Gi</c>.</summary>
    public override string ToString()
    {
        foreach (var (suffix, factor) in Binary)
            if (Bytes != 0 && Bytes % factor == 0)
                return $"{Bytes / factor}{suffix}";
        return $"{Bytes}";
    }
}
