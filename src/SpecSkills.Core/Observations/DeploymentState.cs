namespace SpecSkills.Core.Observations;

/// <summary>The Deployment as read. <paramref name="Replicas"/> is <c>spec.replicas</c>, never a pod count.</summary>
/// <param name="WarmingPods">Pods created but not ready yet and not failing: capacity on its way.</param>
/// <param name="ManagedByAutoscaler">
/// For example <c>HorizontalPodAutoscaler/web</c>, which owns the count, or <c>VerticalPodAutoscaler/web</c>, which
/// owns the requests alone; null when nothing else scales it.
/// </param>
/// <param name="ManagedByGitOps">For example <c>argocd</c>; null when nothing else applies it.</param>
/// <param name="FieldOwners">Field path to its last known writer.</param>
public sealed record DeploymentState(
    string? Namespace,
    string? Name,
    string? Uid,
    string? ResourceVersion,
    long? Generation,
    long? ObservedGeneration,
    int Replicas,
    int ReadyReplicas,
    int? AvailableReplicas,
    int? UpdatedReplicas,
    int? StatusReplicas,
    int WarmingPods,
    bool Paused,
    bool RolloutInProgress,
    bool ProgressDeadlineExceeded,
    string? ManagedByAutoscaler,
    string? ManagedByGitOps,
    string? Revision,
    StrategyReading? Strategy,
    ProbeReadings? Probes,
    IReadOnlyDictionary<string, FieldOwner> FieldOwners)
{
    /// <summary>The pod template's digest, where it was read: what a template change is compared by.</summary>
    public string? TemplateDigest { get; init; }

    /// <summary>
    /// True when the controller has caught up and every count equals the wanted one; null when the counts were not
    /// read.
    /// </summary>
    public bool? Settled =>
        Generation is null || ObservedGeneration is null || UpdatedReplicas is null || AvailableReplicas is null
            || StatusReplicas is null
            ? null
            : ObservedGeneration >= Generation && UpdatedReplicas == Replicas && AvailableReplicas == Replicas
                && StatusReplicas == Replicas;
}

/// <summary>Rollout parameters as the cluster has them.</summary>
public sealed record StrategyReading(
    string Type, string? MaxSurge, string? MaxUnavailable, int MinReadySeconds, int? RevisionHistoryLimit);

/// <summary>Probe timing as the cluster has it, for the governed container.</summary>
public sealed record ProbeReadings(ProbeReading? Readiness, ProbeReading? Liveness);

/// <summary>One probe's timing, in seconds.</summary>
public sealed record ProbeReading(
    int InitialDelaySeconds, int PeriodSeconds, int TimeoutSeconds, int FailureThreshold);

/// <summary>Who last wrote a field, from managedFields. <see cref="Unknown"/> where the trail was lost.</summary>
public sealed record FieldOwner(string Manager, string Operation, string? Subresource, DateTimeOffset? At)
{
    /// <summary>The field has no owner in managedFields: a change is possible without a trace.</summary>
    public static readonly FieldOwner Unknown = new("unknown", "", null, null);
}
