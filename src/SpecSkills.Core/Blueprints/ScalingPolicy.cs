using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints;

/// <summary>
/// When and how far replicas move. Numbers are kept as written even where they make no sense (min above max, a negative
/// weight): the blueprint rules report those, and the engine rejects such a blueprint.
/// </summary>
public sealed record ScalingPolicy(
    int MinReplicas,
    int MaxReplicas,
    int? TargetReplicas,
    Percentage ScaleUpThreshold,
    Percentage ScaleDownThreshold,
    int ScaleUpIncrement,
    int ScaleDownIncrement,
    TimeSpan CooldownPeriod,
    TimeSpan ScaleDownStabilization,
    IReadOnlyList<MetricWeight> Metrics);

/// <summary>How much one metric counts where metrics disagree. Weights need not sum to 1.</summary>
public sealed record MetricWeight(ScalingMetric Type, decimal Weight);

/// <summary>The metrics scaling looks at, in the order in which they name a reason.</summary>
public enum ScalingMetric
{
    /// <summary>Usage / request over ready pods.</summary>
    Cpu,

    /// <summary>Usage / request over ready pods.</summary>
    Memory,

    /// <summary>95th percentile against <c>performance.latency_p95</c>.</summary>
    Latency,
}
