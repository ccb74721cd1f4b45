using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints;

/// <summary>
/// What one service should be: a blueprint file read into typed values. Immutable; <see cref="Digest"/> is the SHA-256
/// of the file's raw bytes. A section or field that the file left out holds the documented default, or null where
/// "nothing said" differs from any value.
/// </summary>
public sealed record Blueprint(
    BlueprintMetadata Metadata,
    TargetReference Target,
    ResourcePolicy Resources,
    PerformanceTargets Performance,
    ScalingPolicy Scaling,
    ReliabilityPolicy Reliability,
    DeploymentPolicy? Deployment,
    GovernanceSection? Governance,
    CostPolicy? Cost,
    ObservabilityPolicy Observability,
    string Digest)
{
    /// <summary>Name, version and digest: what every record of a decision cites.</summary>
    public BlueprintReference Reference => new(Metadata.Name, Metadata.Version.ToString(), Digest);

    /// <summary>
    /// The version a person accepted last, when this one narrows it and is in force without having been accepted
    /// itself: the values that changes are measured against are its. Null when this one is accepted.
    /// </summary>
    public Blueprint? Accepted { get; init; }
}

/// <summary>Who the blueprint is for and which version it is.</summary>
public sealed record BlueprintMetadata(
    string Name,
    SemanticVersion Version,
    string? Description,
    string? Owner,
    DateOnly? Created,
    IReadOnlyDictionary<string, string> Labels);
