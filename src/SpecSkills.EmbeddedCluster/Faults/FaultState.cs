using SpecSkills.EmbeddedCluster.Pods;

namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>Where one fault of a plan stands: not set off yet, active, over; and what it remembers.</summary>
internal sealed class FaultState(Fault fault, DateTimeOffset startTime)
{
    private readonly HashSet<string> knownPods = new(StringComparer.Ordinal);
    private int? lastReplicas;
    private int changesLeft = fault.Trigger is FaultTrigger.ReplicaChange change ? change.Times : 0;
    private int uses;

    public Fault Fault => fault;

    /// <summary>When it was last set off.</summary>
    public DateTimeOffset? TriggeredAt { get; private set; } =
        fault.Trigger is FaultTrigger.After after ? startTime + after.SinceStart : null;

    public bool IsActive(DateTimeOffset now) =>
        TriggeredAt is { } since && now >= since && (fault.Duration is not { } lasts || now < since + lasts);

    /// <summary>Looks at the Deployment the trigger is about, if it is about one.</summary>
    public void Look(IClusterView cluster, DateTimeOffset now)
    {
        if (fault.Trigger is not FaultTrigger.ReplicaChange trigger || now < startTime + trigger.ArmedAfter)
            return;
        var replicas = cluster.DesiredReplicas(trigger.Namespace, trigger.Deployment);
        if (replicas is null)
            return;
        if (lastReplicas is { } before && replicas != before)
        {
            if (TriggeredAt is not null && trigger.UntilChangedAgain)
                TriggeredAt = null;
            if (changesLeft > 0 && Counts(trigger.Direction, before, replicas.Value))
            {
                changesLeft--;
                TriggeredAt = now;
            }
        }
        lastReplicas = replicas;
        if (TriggeredAt is null)
            Remember(cluster.PodsOf(trigger.Namespace, trigger.Deployment));
    }

    /// <summary>Whether an active fault is about this pod.</summary>
    public bool Hits(PodSelection pods, PodView pod)
    {
        if (!pods.Includes(pod))
            return false;
        if (!pods.NewOnly)
            return true;
        // A fault with a time of its own has no list of pods: creation times are whole seconds, a pod of its very
        // second counts as new.
        return fault.Trigger is FaultTrigger.ReplicaChange
            ? !knownPods.Contains(pod.Uid)
            : pod.CreatedAt >= TriggeredAt;
    }

    /// <summary>Takes one of a limited number of uses; null is no limit.</summary>
    public bool Use(int? times)
    {
        if (times is { } most && uses >= most)
            return false;
        uses++;
        return true;
    }

    private void Remember(IReadOnlyList<PodView> pods)
    {
        knownPods.Clear();
        foreach (var pod in pods)
            knownPods.Add(pod.Uid);
    }

    private static bool Counts(ReplicaDirection direction, int before, int after) => direction switch
    {
        ReplicaDirection.Up => after > before,
        ReplicaDirection.Down => after < before,
        _ => true,
    };
}
