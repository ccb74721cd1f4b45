using System.Globalization;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Ownership;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>
/// Rolls Deployments out, step by step as the real controller does, so that a client can watch the steps between.
/// </summary>
internal sealed class DeploymentController : IController
{
    private const string Component = "deployment-controller";
    private static readonly FieldWriter SpecWriter = new("kube-controller-manager", "apps/v1", null);
    private static readonly FieldWriter StatusWriter = new("kube-controller-manager", "apps/v1", "status");

    private readonly MachineContext context;
    private readonly EventRecorder events;
    private readonly ControllerQueue queue;
    private readonly DeploymentStatusWriter statuses;
    private readonly ReplicaSetRevisions revisions;
    private readonly ReplicaSetScaler scaler;

    public DeploymentController(MachineContext context, EventRecorder events)
    {
        this.context = context;
        this.events = events;
        queue = new ControllerQueue(context, context.Options.ControllerDelay, Sync);
        statuses = new DeploymentStatusWriter(context);
        revisions = new ReplicaSetRevisions(context);
        scaler = new ReplicaSetScaler(context, events, SpecWriter, Component);
    }

    public void OnChange(Change change)
    {
        if (change.After.Kind == context.Catalog.Deployments && !change.Deleted)
            queue.Add(ObjectKey.Of(change.After));
        else if (change.After.Kind == context.Catalog.ReplicaSets)
            EnqueueOwner(change.After);
        else if (change is { Deleted: true } && change.After.Kind == context.Catalog.Pods
            && change.After.ControllerUid is { } uid && context.Store.FindByUid(uid) is { } rs)
            EnqueueOwner(rs);
    }

    private void EnqueueOwner(StoredObject replicaSet)
    {
        if (replicaSet.ControllerUid is { } uid && context.Store.FindByUid(uid) is { } owner)
            queue.Add(ObjectKey.Of(owner));
    }

    private void Sync(ObjectKey key)
    {
        if (context.Store.Find(key) is not { } stored)
            return;
        var all = context.Store.OwnedBy(stored.Uid, context.Catalog.ReplicaSets)
            .Select(rs => new ReplicaSetView(rs)).ToList();
        var deployment = new DeploymentView(stored);
        if (stored.IsDeleting)
        {
            var (known, olds) = Revisions(ref deployment, all, create: false);
            WriteStatus(deployment, statuses.Calculate(deployment, Together(olds, known), known));
            return;
        }
        deployment = CheckPaused(deployment);
        if (deployment.Paused || IsScaling(ref deployment, all))
            SyncSize(deployment, all);
        else if (deployment.IsRolling)
            Roll(deployment, all);
        else
            Recreate(deployment, all);
    }

    private void SyncSize(DeploymentView deployment, List<ReplicaSetView> all)
    {
        var (newest, olds) = Revisions(ref deployment, all, create: false);
        scaler.ScaleAll(deployment, newest, olds);
        if (deployment.Paused)
            CleanUp(deployment, olds);
        // The counts are those from before the scaling; the next step counts its result.
        WriteStatus(deployment, statuses.Calculate(deployment, Together(olds, newest), newest));
    }

    private void Roll(DeploymentView deployment, List<ReplicaSetView> all)
    {
        var (newest, olds) = Revisions(ref deployment, all, create: true);
        var together = Together(olds, newest);
        if (!scaler.GrowNewest(deployment, newest!.Value, together)
            && !scaler.ShrinkOld(deployment, newest.Value, olds, together)
            && DeploymentStatusWriter.IsComplete(deployment, deployment.Status))
            CleanUp(deployment, olds);
        SyncRolloutStatus(deployment, together, newest);
    }

    private void Recreate(DeploymentView deployment, List<ReplicaSetView> all)
    {
        var (newest, olds) = Revisions(ref deployment, all, create: false);
        var shrunk = olds.Where(rs => rs.Replicas > 0).ToList();
        foreach (var rs in shrunk)
            scaler.Scale(rs, 0, deployment);
        var running = olds.Any(rs => context.Store.OwnedBy(rs.Stored.Uid, context.Catalog.Pods)
            .Any(pod => pod.Status.Text("phase") is not ("Failed" or "Succeeded")));
        if (shrunk.Count == 0 && !running)
        {
            if (newest is null)
                (newest, olds) = Revisions(ref deployment, all, create: true);
            if (newest is { } rs && rs.Replicas != deployment.Replicas)
                scaler.Scale(rs, deployment.Replicas, deployment);
            if (DeploymentStatusWriter.IsComplete(deployment, deployment.Status))
                CleanUp(deployment, olds);
        }
        SyncRolloutStatus(deployment, Together(olds, newest), newest);
    }

    private void SyncRolloutStatus(DeploymentView deployment, List<ReplicaSetView> all, ReplicaSetView? newest)
    {
        var status = statuses.CalculateRollout(deployment, all, newest);
        if (!status.Equals(deployment.Status))
        {
            WriteStatus(deployment, status);
            return;
        }
        var current = deployment.Condition(DeploymentStatusWriter.Progressing);
        if (deployment.ProgressDeadlineSeconds is not { } deadline || current is null
            || DeploymentStatusWriter.IsComplete(deployment, status)
            || current.Text("reason") is DeploymentStatusWriter.TimedOut)
            return;
        var left = Times.Parse(current.Text("lastUpdateTime"))!.Value
            + TimeSpan.FromSeconds(deadline + 1) - context.Now;
        queue.AddAfter(ObjectKey.Of(deployment.Stored), left > TimeSpan.FromSeconds(1) ? left
            : TimeSpan.FromSeconds(1));
    }

    // Any ReplicaSet that still carries another size than the Deployment asks for means that it was scaled.
    private bool IsScaling(ref DeploymentView deployment, List<ReplicaSetView> all)
    {
        var (newest, olds) = Revisions(ref deployment, all, create: false);
        foreach (var rs in Together(olds, newest))
            if (rs.Replicas > 0 && rs.Number(ReplicaSetView.DesiredReplicas) is { } desired
                && desired != deployment.Replicas)
                return true;
        return false;
    }

    private DeploymentView CheckPaused(DeploymentView deployment)
    {
        var current = deployment.Condition(DeploymentStatusWriter.Progressing);
        var reason = current?.Text("reason");
        if (deployment.ProgressDeadlineSeconds is null || reason == DeploymentStatusWriter.TimedOut
            || deployment.Paused == (reason == "DeploymentPaused"))
            return deployment;
        var condition = deployment.Paused
            ? statuses.Condition(
                DeploymentStatusWriter.Progressing, "Unknown", "DeploymentPaused", "Deployment is paused")
            : statuses.Condition(
                DeploymentStatusWriter.Progressing, "Unknown", "DeploymentResumed", "Deployment is resumed");
        return WriteStatus(deployment, WithCondition(deployment.Status, condition));
    }

    private (ReplicaSetView? Newest, List<ReplicaSetView> Olds) Revisions(
        ref DeploymentView deployment, List<ReplicaSetView> all, bool create)
    {
        var newest = ReplicaSetRevisions.FindNewest(deployment, all);
        var olds = all.Where(rs => rs.Stored.Uid != newest?.Stored.Uid).ToList();
        var revision = olds.Select(rs => rs.RevisionNumber).DefaultIfEmpty(0).Max() + 1;
        if (newest is { } found)
        {
            newest = SyncFound(ref deployment, found, revision);
            all[all.FindIndex(rs => rs.Stored.Uid == found.Stored.Uid)] = newest.Value;
        }
        else if (create)
        {
            newest = CreateNewest(ref deployment, olds, revision);
            all.Add(newest.Value);
        }
        return (newest, olds);
    }

    private ReplicaSetView SyncFound(ref DeploymentView deployment, ReplicaSetView found, long revision)
    {
        var present = found.Stored.Metadata.Object("annotations");
        var annotations = ReplicaSetRevisions.Annotations(deployment, present, revision, exists: true);
        if (!annotations.Equals(present ?? Obj.Empty)
            || (found.Stored.Spec.Integer("minReadySeconds") ?? 0) != deployment.MinReadySeconds)
        {
            var metadata = context.Catalog.Schema["ObjectMeta"].Set(
                found.Stored.Metadata, "annotations", ReplicaSetRevisions.Sorted(annotations));
            var spec = context.Catalog.Schema["ReplicaSetSpec"].Set(found.Stored.Spec, "minReadySeconds",
                deployment.MinReadySeconds == 0 ? null : Num.Of(deployment.MinReadySeconds));
            return new(context.Writer.Update(
                found.Stored, found.Stored.Value.With("metadata", metadata).With("spec", spec), SpecWriter));
        }
        var status = deployment.Status;
        if (deployment.ProgressDeadlineSeconds is not null
            && deployment.Condition(DeploymentStatusWriter.Progressing) is null)
            status = WithCondition(status, statuses.Condition(DeploymentStatusWriter.Progressing, "True",
                "FoundNewReplicaSet", $"Found new replica set \"{found.Name}\""));
        deployment = WriteStatus(deployment, status, found.Annotation(ReplicaSetView.Revision));
        return found;
    }

    private ReplicaSetView CreateNewest(ref DeploymentView deployment, List<ReplicaSetView> olds, long revision)
    {
        var replicas = deployment.IsRolling
            ? ReplicaSetScaler.NewestSize(deployment, 0, olds.Sum(rs => rs.Replicas))
            : deployment.Replicas;
        var value = revisions.Build(deployment, replicas, revision);
        var created = new ReplicaSetView(context.Writer.Create(context.Catalog.ReplicaSets, value, SpecWriter));
        if (replicas > 0)
            events.Normal(deployment.Stored, Component, "ScalingReplicaSet", string.Create(
                CultureInfo.InvariantCulture, $"Scaled up replica set {created.Name} from 0 to {replicas}"));
        var status = deployment.Status;
        if (deployment.ProgressDeadlineSeconds is not null)
            status = WithCondition(status, statuses.Condition(DeploymentStatusWriter.Progressing, "True",
                "NewReplicaSetCreated", $"Created new replica set \"{created.Name}\""));
        deployment = WriteStatus(deployment, status, revision.ToString(CultureInfo.InvariantCulture));
        return created;
    }

    private void CleanUp(DeploymentView deployment, List<ReplicaSetView> olds)
    {
        if (deployment.RevisionHistoryLimit is not { } limit)
            return;
        var alive = olds.Where(rs => !rs.Stored.IsDeleting).OrderBy(rs => rs.RevisionNumber).ToList();
        foreach (var rs in alive.Take((int)Math.Max(0, alive.Count - limit)))
            if (rs is { StatusReplicas: 0, Replicas: 0 }
                && (rs.Stored.Status.Integer("observedGeneration") ?? 0) >= (
                    rs.Stored.Metadata.Integer("generation") ?? 0))
                context.Writer.Delete(rs.Stored, 0);
    }

    private DeploymentView WriteStatus(DeploymentView deployment, Obj status, string? revision = null)
    {
        var value = deployment.Stored.Value.With("status", status);
        if (revision is not null)
        {
            var metadata = deployment.Stored.Metadata;
            var annotations = (metadata.Object("annotations") ?? Obj.Empty).With(ReplicaSetView.Revision, revision);
            if (metadata.Object("annotations")?.Text(ReplicaSetView.Revision) != revision)
                value = value.With("metadata", context.Catalog.Schema["ObjectMeta"].Set(
                    metadata, "annotations", ReplicaSetRevisions.Sorted(annotations)));
        }
        return new(context.Writer.Update(deployment.Stored, value, StatusWriter));
    }

    private Obj WithCondition(Obj status, Obj condition) => context.Catalog.Schema["DeploymentStatus"].Set(
        status, "conditions", Conditions.Set(status.Array("conditions"), condition));

    private static List<ReplicaSetView> Together(List<ReplicaSetView> olds, ReplicaSetView? newest) =>
        newest is { } rs ? [.. olds, rs] : olds;
}
