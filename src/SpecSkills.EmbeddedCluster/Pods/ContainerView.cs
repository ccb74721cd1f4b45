namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>One container of a pod: what its template asks for and where it stands.</summary>
/// <param name="StartedAt">When it last started running; null while it is not running.</param>
/// <param name="ReadinessInitialDelay">initialDelaySeconds of the readiness probe, zero without one.</param>
public sealed record ContainerView(
    string Name,
    string Image,
    int RestartCount,
    DateTimeOffset? StartedAt,
    bool Ready,
    long? CpuRequestMillicores,
    long? CpuLimitMillicores,
    long? MemoryRequestBytes,
    long? MemoryLimitBytes,
    TimeSpan ReadinessInitialDelay);
