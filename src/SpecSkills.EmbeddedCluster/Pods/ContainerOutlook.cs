namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>
/// What a running container is doing at an instant. <see cref="LookAgainAt"/> is when the lifecycle must ask again even
/// if nothing else happens; null means not before <c>ClusterMachine.ReviewPods</c> says so.
/// </summary>
public abstract record ContainerOutlook
{
    private ContainerOutlook(DateTimeOffset? lookAgainAt) => LookAgainAt = lookAgainAt;

    /// <summary>When to ask again; null for not until reviewed.</summary>
    public DateTimeOffset? LookAgainAt { get; }

    /// <summary>Running, readiness passes.</summary>
    public sealed record Serving(DateTimeOffset? Until = null) : ContainerOutlook(Until);

    /// <summary>Running, readiness fails.</summary>
    public sealed record NotReady(DateTimeOffset? Until = null) : ContainerOutlook(Until);

    /// <summary>Ended at this instant. Reason is Error, OOMKilled or Completed.</summary>
    public sealed record Exited(int ExitCode, string Reason) : ContainerOutlook((DateTimeOffset?)null);
}
