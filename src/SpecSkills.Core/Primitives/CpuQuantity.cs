namespace SpecSkills.Core.Primitives;

/// <summary>
/// Processor time in millicores (1000 = one core). Fractions of a millicore round up, as the API server does.
/// </summary>
public readonly record struct CpuQuantity(long Millicores) : IComparable<CpuQuantity>
{
    /// <summary>Reads <c>50m</c>, <c>0.1</c>, <c>2</c>; false outside the Kubernetes grammar or below zero.</summary>
    public static bool TryParse(string? text, out CpuQuantity value)
    {
        value = default;
        if (!KubernetesQuantity.TryParse(text, out var cores) || cores < 0 || cores > long.MaxValue / 1000)
            return false;
        value = new CpuQuantity((long)decimal.Ceiling(cores * 1000));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(CpuQuantity other) => Millicores.CompareTo(other.Millicores);

    /// <summary>The canonical text: <c>50m</c>, or whole cores as <c>2</c>.</summary>
    public override string ToString() =>
        Millicores % 1000 == 0 && Millicores != 0 ? $"{Millicores / 1000}" : Millicores == 0 ? "0" : $"{Millicores}m";
}
