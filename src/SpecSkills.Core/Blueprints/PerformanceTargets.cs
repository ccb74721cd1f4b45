using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints;

/// <summary>What the service owes its users. A null target is not judged.</summary>
public sealed record PerformanceTargets(
    TimeSpan? LatencyP50,
    TimeSpan? LatencyP95,
    TimeSpan? LatencyP99,
    RequestRate? ThroughputMin,
    RequestRate? ThroughputTarget,
    Percentage? Availability,
    Percentage? ErrorRateMax);
