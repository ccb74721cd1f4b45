using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Observations;

/// <summary>Requests, limits and measured usage of one container, per pod.</summary>
public sealed record ContainerReading(string Name, CpuReading Cpu, MemoryUsageReading Memory)
{
    /// <summary>The image as the template names it, where known.</summary>
    public string? Image { get; init; }

    /// <summary>Ephemeral storage request, where set.</summary>
    public ByteQuantity? EphemeralStorageRequest { get; init; }

    /// <summary>Ephemeral storage limit, where set.</summary>
    public ByteQuantity? EphemeralStorageLimit { get; init; }
}

/// <summary>
/// Cpu of a container. <paramref name="UsageP95"/> is over <paramref name="Samples"/> per-pod samples.
/// </summary>
public sealed record CpuReading(
    CpuQuantity? Request, CpuQuantity? Limit, CpuQuantity? Usage, CpuQuantity? UsageP95, int? Samples);

/// <summary>
/// Memory of a container. <paramref name="UsageMax"/> is over <paramref name="Samples"/> per-pod samples.
/// </summary>
public sealed record MemoryUsageReading(
    ByteQuantity? Request, ByteQuantity? Limit, ByteQuantity? Usage, ByteQuantity? UsageMax, int? Samples);
