namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>What a fault does to a pod's serving.</summary>
/// <param name="ErrorShare">Share of its answers that are 500.</param>
/// <param name="CostFactor">Multiplies the processor time of a request.</param>
/// <param name="MemoryFactor">Multiplies the memory of a request in flight.</param>
public sealed record PodEffect(double ErrorShare, double CostFactor, double MemoryFactor)
{
    /// <summary>A pod without faults.</summary>
    public static readonly PodEffect None = new(0, 1, 1);
}
