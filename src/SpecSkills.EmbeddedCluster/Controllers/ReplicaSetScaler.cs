using System.Globalization;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Ownership;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>The arithmetic of a rollout: how large each ReplicaSet may be at each step.</summary>
internal sealed class ReplicaSetScaler(MachineContext context, EventRecorder events, FieldWriter writer,
    string component)
{
    /// <summary>
    /// The size the newest ReplicaSet may have without more than maxSurge pods above the desired count.
    /// </summary>
    public static long NewestSize(DeploymentView deployment, long newest, long total)
    {
        var most = deployment.Replicas + deployment.MaxSurge;
        return total >= most ? newest : newest + Math.Min(most - total, deployment.Replicas - newest);
    }

    /// <summary>Moves the newest ReplicaSet towards the desired size; false when there is nothing to do.</summary>
    public bool GrowNewest(DeploymentView deployment, ReplicaSetView newest, List<ReplicaSetView> all)
    {
        if (newest.Replicas == deployment.Replicas)
            return false;
        var size = newest.Replicas > deployment.Replicas
            ? deployment.Replicas
            : NewestSize(deployment, newest.Replicas, all.Sum(rs => rs.Replicas));
        return Scale(newest, size, deployment);
    }

    /// <summary>Shrinks old ReplicaSets as far as availability allows, unhealthy pods first.</summary>
    public bool ShrinkOld(
        DeploymentView deployment, ReplicaSetView newest, List<ReplicaSetView> olds, List<ReplicaSetView> all)
    {
        var active = olds.Where(rs => rs.Replicas > 0).OrderBy(rs => rs.Age).ToList();
        if (active.Count == 0)
            return false;
        var least = deployment.Replicas - deployment.MaxUnavailable;
        var room = all.Sum(rs => rs.Replicas) - least - (newest.Replicas - newest.Available);
        if (room <= 0)
            return false;
        var removed = 0L;
        for (var i = 0; i < active.Count && removed < room; i++)
        {
            var unhealthy = Math.Min(room - removed, active[i].Replicas - active[i].Available);
            if (unhealthy <= 0)
                continue;
            active[i] = ScaleTo(active[i], active[i].Replicas - unhealthy, deployment);
            removed += unhealthy;
        }
        var healthy = all.Sum(rs => rs.Available) - least;
        var taken = 0L;
        for (var i = 0; i < active.Count && taken < healthy; i++)
        {
            var count = Math.Min(active[i].Replicas, healthy - taken);
            if (count <= 0)
                continue;
            active[i] = ScaleTo(active[i], active[i].Replicas - count, deployment);
            taken += count;
        }
        return removed + taken > 0;
    }

    /// <summary>
    /// Follows a change of spec.replicas: one ReplicaSet takes it all, several share it in proportion.
    /// </summary>
    public void ScaleAll(DeploymentView deployment, ReplicaSetView? newest, List<ReplicaSetView> olds)
    {
        var active = olds.Where(rs => rs.Replicas > 0).ToList();
        if (newest is { Replicas: > 0 } growing)
            active.Add(growing);
        if (active.Count <= 1)
        {
            var only = active.Count == 1
                ? active[0]
                : newest ?? (olds.Count == 0 ? null : (ReplicaSetView?)olds.MaxBy(rs => rs.Age));
            if (only is { } rs && rs.Replicas != deployment.Replicas)
                Scale(rs, deployment.Replicas, deployment);
            return;
        }
        if (IsSaturated(deployment, newest))
        {
            foreach (var rs in olds.Where(rs => rs.Replicas > 0))
                Scale(rs, 0, deployment);
            return;
        }
        if (deployment.IsRolling)
            Share(deployment, active);
    }

    /// <summary>Sets the size; false when it already has it.</summary>
    public bool Scale(ReplicaSetView rs, long size, DeploymentView deployment)
    {
        if (rs.Replicas == size)
            return false;
        ScaleTo(rs, size, deployment);
        return true;
    }

    private static bool IsSaturated(DeploymentView deployment, ReplicaSetView? newest) => newest is { } rs
        && rs.Number(ReplicaSetView.DesiredReplicas) == deployment.Replicas
        && rs.Replicas == deployment.Replicas && rs.Available == deployment.Replicas;

    // Each gets what it had times the growth; rounding errors go to the largest.
    private void Share(DeploymentView deployment, List<ReplicaSetView> active)
    {
        var allowed = deployment.Replicas > 0 ? deployment.Replicas + deployment.MaxSurge : 0;
        var toAdd = allowed - active.Sum(rs => rs.Replicas);
        var ordered = toAdd > 0
            ? active.OrderByDescending(rs => rs.Replicas).ThenByDescending(rs => rs.Age).ToList()
            : active.OrderByDescending(rs => rs.Replicas).ThenBy(rs => rs.Age).ToList();
        var added = 0L;
        var sizes = new long[ordered.Count];
        for (var i = 0; i < ordered.Count; i++)
        {
            var proportion = toAdd == 0 || toAdd == added ? 0 : Fraction(deployment, ordered[i]);
            var left = toAdd - added;
            proportion = toAdd > 0 ? Math.Min(proportion, left) : Math.Max(proportion, left);
            sizes[i] = ordered[i].Replicas + proportion;
            added += proportion;
        }
        sizes[0] = Math.Max(0, sizes[0] + toAdd - added);
        for (var i = 0; i < ordered.Count; i++)
            ScaleTo(ordered[i], sizes[i], deployment);
    }

    private static long Fraction(DeploymentView deployment, ReplicaSetView rs)
    {
        if (deployment.Replicas == 0)
            return -rs.Replicas;
        var before = rs.Number(ReplicaSetView.MaxReplicas) ?? deployment.Status.Integer("replicas") ?? 0;
        if (before == 0)
            return 0;
        var after = (decimal)rs.Replicas * (deployment.Replicas + deployment.MaxSurge) / before;
        return (long)Math.Round(after, MidpointRounding.AwayFromZero) - rs.Replicas;
    }

    private ReplicaSetView ScaleTo(ReplicaSetView rs, long size, DeploymentView deployment)
    {
        var before = rs.Replicas;
        var annotations = ReplicaSetRevisions.Sorted(ReplicaSetRevisions.WithSize(
            rs.Stored.Metadata.Object("annotations") ?? Obj.Empty, deployment));
        var metadata = context.Catalog.Schema["ObjectMeta"].Set(rs.Stored.Metadata, "annotations", annotations);
        var value = rs.Stored.Value.With("metadata", metadata).WithAt(["spec", "replicas"], size);
        var updated = new ReplicaSetView(context.Writer.Update(rs.Stored, value, writer));
        if (before != size)
            events.Normal(deployment.Stored, component, "ScalingReplicaSet", string.Create(
                CultureInfo.InvariantCulture,
                $"Scaled {(size > before ? "up" : "down")} replica set {rs.Name} from {before} to {size}"));
        return updated;
    }
}
