namespace SpecSkills.Core.Blueprints;

/// <summary>
/// How a new template rolls out. Surge and unavailable are a count or a percentage, as Kubernetes writes them.
/// </summary>
public sealed record DeploymentPolicy(
    DeploymentStrategy Strategy,
    string? MaxSurge,
    string? MaxUnavailable,
    TimeSpan MinReadySeconds,
    int? RevisionHistoryLimit);

/// <summary>Deployment strategy types of apps/v1.</summary>
public enum DeploymentStrategy
{
    /// <summary>Pods are replaced step by step.</summary>
    RollingUpdate,

    /// <summary>All pods stop before new ones start.</summary>
    Recreate,
}
