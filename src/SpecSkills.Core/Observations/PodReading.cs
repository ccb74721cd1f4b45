namespace SpecSkills.Core.Observations;

/// <summary>One pod of the Deployment.</summary>
/// <param name="RecentRestarts">Container restarts inside the last ten minutes.</param>
/// <param name="WaitingReason">For example <c>CrashLoopBackOff</c>.</param>
/// <param name="Revision">Revision of the ReplicaSet that owns it, where known.</param>
public sealed record PodReading(
    string Name,
    string Phase,
    bool Ready,
    int RecentRestarts,
    string? WaitingReason,
    ContainerTermination? LastTermination,
    DateTimeOffset? StartedAt,
    string? Revision = null);

/// <summary>How a container last ended.</summary>
public sealed record ContainerTermination(string Reason, int? ExitCode, DateTimeOffset? At);

/// <summary>A revision of the Deployment that the cluster still has.</summary>
/// <param name="WasHealthy">Whether it was ever fully available; null when unknown.</param>
public sealed record RevisionReading(string Revision, DateTimeOffset? CreatedAt, bool? WasHealthy, string? Image);
