using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions.Resources;

/// <summary>
/// Steps in which requests are proposed: fine where a little matters, coarse where it does not. Always up.
/// </summary>
internal static class ResourceRounding
{
    private const decimal Mebibyte = 1048576m;

    /// <summary>Cpu from millicores: 10m up to 500m, 50m up to 2000m, then 100m.</summary>
    public static CpuQuantity Cpu(decimal millicores)
    {
        var step = millicores <= 500 ? 10 : millicores <= 2000 ? 50 : 100;
        return new CpuQuantity((long)Up(millicores, step));
    }

    /// <summary>Memory from bytes: 16Mi up to 512Mi, 64Mi up to 4Gi, then 256Mi.</summary>
    public static ByteQuantity Memory(decimal bytes)
    {
        var step = bytes <= 512 * Mebibyte ? 16 : bytes <= 4096 * Mebibyte ? 64 : 256;
        return new ByteQuantity((long)Up(bytes, step * Mebibyte));
    }

    /// <summary>Memory from bytes, up to a whole Mi.</summary>
    public static ByteQuantity WholeMebibytes(decimal bytes) => new((long)Up(bytes, Mebibyte));

    private static decimal Up(decimal value, decimal step) =>
        decimal.Ceiling(Math.Min(value, Largest) / step) * step;

    /// <summary>
    /// An exbibyte, or as many millicores: beyond any machine, and a long holds what it rounds up to.
    /// </summary>
    private const decimal Largest = 1152921504606846976m;
}
