using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>Works out a Deployment's status from its ReplicaSets.</summary>
internal sealed class DeploymentStatusWriter(MachineContext context)
{
    public const string Progressing = "Progressing";
    public const string Available = "Available";
    public const string ReplicaFailure = "ReplicaFailure";
    public const string TimedOut = "ProgressDeadlineExceeded";
    public const string NewReplicaSetAvailable = "NewReplicaSetAvailable";

    /// <summary>Counts and the Available condition; the other conditions are kept.</summary>
    public Obj Calculate(DeploymentView deployment, IReadOnlyList<ReplicaSetView> all, ReplicaSetView? newest)
    {
        var available = all.Sum(rs => rs.Available);
        var wanted = all.Sum(rs => rs.Replicas);
        var enough = available >= deployment.Replicas - deployment.MaxUnavailable;
        var condition = enough
            ? Condition(Available, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
            : Condition(Available, "False", "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability.");
        return Obj.Of(
            ("observedGeneration", deployment.Generation),
            ("replicas", Counted(all.Sum(rs => rs.StatusReplicas))),
            ("updatedReplicas", Counted(newest?.StatusReplicas ?? 0)),
            ("readyReplicas", Counted(all.Sum(rs => rs.Ready))),
            ("availableReplicas", Counted(available)),
            ("unavailableReplicas", Counted(Math.Max(0, wanted - available))),
            ("terminatingReplicas", context.Options.MinorVersion >= 36 ? Num.Of(all.Sum(rs => rs.Terminating)) : null),
            ("conditions", Conditions.Set(deployment.Status.Array("conditions"), condition)),
            ("collisionCount", deployment.Status["collisionCount"]));
    }

    /// <summary>
    /// The same with the conditions of a rollout: progress, completion, deadline, failures to make pods.
    /// </summary>
    public Obj CalculateRollout(DeploymentView deployment, IReadOnlyList<ReplicaSetView> all, ReplicaSetView? newest)
    {
        var status = Calculate(deployment, all, newest);
        var conditions = status.Array("conditions");
        if (deployment.ProgressDeadlineSeconds is null)
            conditions = Conditions.Without(conditions, Progressing);
        var current = deployment.Condition(Progressing);
        var settled = Count(status, "replicas") == Count(status, "updatedReplicas")
            && current?.Text("reason") == NewReplicaSetAvailable;
        if (deployment.ProgressDeadlineSeconds is not null && !settled)
            conditions = WithProgress(deployment, status, conditions, current, newest);
        var failure = all.Select(rs => Conditions.Find(rs.Stored.Status.Array("conditions"), ReplicaFailure))
            .FirstOrDefault(found => found is not null);
        conditions = failure is null
            ? Conditions.Without(conditions, ReplicaFailure)
            : Conditions.Set(conditions, Condition(
                ReplicaFailure, failure.Text("status")!, failure.Text("reason")!, failure.Text("message")!));
        return status.With("conditions", conditions is { Count: 0 } ? null : conditions);
    }

    public static bool IsComplete(DeploymentView deployment, Obj status) =>
        Count(status, "updatedReplicas") == deployment.Replicas
        && Count(status, "replicas") == deployment.Replicas
        && Count(status, "availableReplicas") == deployment.Replicas
        && (status.Integer("observedGeneration") ?? 0) >= deployment.Generation;

    public Obj Condition(string type, string status, string reason, string message)
    {
        var now = Times.Seconds(context.Now);
        return Obj.Of(("type", type), ("status", status), ("lastUpdateTime", now), ("lastTransitionTime", now),
            ("reason", reason), ("message", message));
    }

    private Arr WithProgress(
        DeploymentView deployment, Obj status, Arr? conditions, Obj? current, ReplicaSetView? newest)
    {
        var subject = newest is { } rs ? $"ReplicaSet \"{rs.Name}\"" : $"Deployment \"{deployment.Stored.Name}\"";
        if (IsComplete(deployment, status))
            return Conditions.Set(conditions, Condition(
                Progressing, "True", NewReplicaSetAvailable, $"{subject} has successfully progressed."));
        if (MadeProgress(deployment.Status, status))
        {
            var condition = Condition(Progressing, "True", "ReplicaSetUpdated", $"{subject} is progressing.");
            if (current?.Text("status") == "True")
                condition = condition.With("lastTransitionTime", current["lastTransitionTime"]);
            return Arr.Of([.. Conditions.Without(conditions, Progressing), condition]);
        }
        return HasTimedOut(deployment, conditions)
            ? Conditions.Set(conditions, Condition(
                Progressing, "False", TimedOut, $"{subject} has timed out progressing."))
            : conditions ?? Arr.Empty;
    }

    private static bool MadeProgress(Obj before, Obj after) =>
        Count(after, "updatedReplicas") > Count(before, "updatedReplicas")
        || Count(after, "replicas") - Count(after, "updatedReplicas")
            < Count(before, "replicas") - Count(before, "updatedReplicas")
        || Count(after, "readyReplicas") > Count(before, "readyReplicas")
        || Count(after, "availableReplicas") > Count(before, "availableReplicas");

    private bool HasTimedOut(DeploymentView deployment, Arr? conditions)
    {
        if (Conditions.Find(conditions, Progressing) is not { } condition
            || condition.Text("reason") == NewReplicaSetAvailable)
            return false;
        if (condition.Text("reason") == TimedOut)
            return true;
        var since = Times.Parse(condition.Text("lastUpdateTime"))!.Value;
        return since + TimeSpan.FromSeconds(deployment.ProgressDeadlineSeconds!.Value) < context.Now;
    }

    private static long Count(Obj status, string field) => status.Integer(field) ?? 0;

    private static Num? Counted(long count) => count == 0 ? null : Num.Of(count);
}
