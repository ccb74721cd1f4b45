using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Blueprints;

/// <summary>What a Deployment itself says of the fields a blueprint governs.</summary>
/// <param name="Container">The governed one; the first where none was named.</param>
/// <param name="ContainerCount">How many there are.</param>
/// <param name="Strategy">With the API's defaults where the Deployment leaves them out.</param>
public sealed record WorkloadFacts(
    string Namespace,
    string Deployment,
    string Container,
    int ContainerCount,
    int Replicas,
    CpuQuantity? CpuRequest,
    CpuQuantity? CpuLimit,
    ByteQuantity? MemoryRequest,
    ByteQuantity? MemoryLimit,
    ByteQuantity? EphemeralStorage,
    ProbeReading? Readiness,
    ProbeReading? Liveness,
    StrategyReading? Strategy)
{
    /// <summary>From a live Deployment; null when it has no container to govern.</summary>
    /// <param name="container">The blueprint's container; null for the first.</param>
    public static WorkloadFacts? Of(Observation observation, string? container)
    {
        ArgumentNullException.ThrowIfNull(observation);
        var deployment = observation.Deployment;
        var governed = observation.Containers.FirstOrDefault(one => container is null || one.Name == container);
        if (governed is null || deployment.Namespace is null || deployment.Name is null) return null;
        return new WorkloadFacts(
            deployment.Namespace, deployment.Name, governed.Name, observation.Containers.Count, deployment.Replicas,
            governed.Cpu.Request, governed.Cpu.Limit, governed.Memory.Request, governed.Memory.Limit,
            governed.EphemeralStorageRequest, deployment.Probes?.Readiness, deployment.Probes?.Liveness,
            deployment.Strategy);
    }
}
