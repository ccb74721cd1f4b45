using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints;

/// <summary>Requests, limits and efficiency goals of the governed container.</summary>
public sealed record ResourcePolicy(CpuPolicy Cpu, MemoryPolicy Memory, ByteQuantity? EphemeralStorage);

/// <summary>
/// Processor time. <paramref name="TargetUtilization"/> is usage / request; optimising is off without it.
/// </summary>
public sealed record CpuPolicy(
    CpuQuantity Request, CpuQuantity Limit, Percentage? TargetUtilization, Percentage OptimizationThreshold);

/// <summary>Memory. <paramref name="TargetUtilization"/> is usage / request; optimising is off without it.</summary>
public sealed record MemoryPolicy(
    ByteQuantity Request, ByteQuantity Limit, Percentage? TargetUtilization, Percentage OptimizationThreshold);
