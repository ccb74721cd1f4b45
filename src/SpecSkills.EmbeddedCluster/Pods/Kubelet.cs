using SpecSkills.EmbeddedCluster.Controllers;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Ownership;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>
/// The node: takes bound pods through pull, start, readiness, restarts and end. The <see cref="IPodBehaviour"/>
/// says what containers do; this turns it into what a kubelet does.
/// </summary>
internal sealed class Kubelet : IController
{
    public const string Component = "kubelet";
    private static readonly FieldWriter Writer = new(Component, "v1", "status");

    private readonly MachineContext context;
    private readonly IPodBehaviour behaviour;
    private readonly PodViews views;
    private readonly PodStatusWriter statuses;
    private readonly ContainerSteps steps;
    private readonly EventRecorder events;
    private readonly Dictionary<string, PodRun> runs = new(StringComparer.Ordinal);
    private int addresses;

    public Kubelet(MachineContext context, EventRecorder events, IPodBehaviour behaviour, PodViews views)
    {
        this.context = context;
        this.events = events;
        this.behaviour = behaviour;
        this.views = views;
        statuses = new PodStatusWriter(context);
        steps = new ContainerSteps(context, events, behaviour);
    }

    public void OnChange(Change change)
    {
        var pod = change.After;
        if (pod.Kind != context.Catalog.Pods)
            return;
        if (change.Deleted)
        {
            runs.Remove(pod.Uid);
            return;
        }
        if (string.IsNullOrEmpty(pod.Spec.Text("nodeName")) || pod.Status.Text("phase") is "Succeeded" or "Failed")
            return;
        if (!runs.ContainsKey(pod.Uid))
            context.Timers.At(context.Now + context.Options.ControllerDelay, () => Admit(pod.Uid));
        else if (pod.IsDeleting && !(change.Before?.IsDeleting ?? false))
            BeginStop(pod);
    }

    /// <summary>Looks at running pods again now, since what their containers do has changed.</summary>
    public void Review(Func<PodView, bool> picks)
    {
        foreach (var (uid, run) in runs.ToList())
            if (context.Store.FindByUid(uid) is { } pod && picks(views.Of(pod, run)))
            {
                foreach (var container in run.Containers.Where(item => item.Phase == ContainerPhase.Running))
                    container.Due = context.Now;
                LookAt(uid, run, context.Now);
            }
    }

    private void Admit(string uid)
    {
        if (runs.ContainsKey(uid) || context.Store.FindByUid(uid) is not { } pod)
            return;
        var run = PodResumption.Resume(pod, context.Now) ?? new PodRun(
            [.. pod.Spec.Objects("containers")
                .Select(item => new ContainerRun(item.Text("name")!, item.Text("image") ?? ""))],
            context.Now, NextAddress());
        runs.Add(uid, run);
        foreach (var container in run.Containers.Where(item => item.Phase == ContainerPhase.Creating))
            steps.BeginPull(pod, container, views.Of(pod, run));
        if (pod.IsDeleting)
            BeginStop(pod);
        Write(pod, run);
        Schedule(uid, run);
    }

    private void LookAt(string uid, PodRun run, DateTimeOffset at)
    {
        if (run.NextLook is { } expected && expected < at)
            return;
        run.NextLook = null;
        if (!runs.TryGetValue(uid, out var current) || current != run || context.Store.FindByUid(uid) is not { } pod)
            return;
        if (run.StopDue <= context.Now)
        {
            context.Store.Remove(pod);
            return;
        }
        foreach (var container in run.Containers)
            if (container.Due <= context.Now)
                steps.Advance(pod, container, views.Of(pod, run));
        Write(pod, run);
        Schedule(uid, run);
    }

    private void Schedule(string uid, PodRun run)
    {
        var next = run.StopDue;
        foreach (var container in run.Containers)
            if (container.Due is { } due && (next is null || due < next))
                next = due;
        if (next is not { } at || run.NextLook == at)
            return;
        run.NextLook = at;
        context.Timers.At(at, () =>
        {
            if (run.NextLook == at)
                LookAt(uid, run, at);
        });
    }

    private void BeginStop(StoredObject pod)
    {
        var run = runs[pod.Uid];
        var view = views.Of(pod, run);
        var grace = TimeSpan.FromSeconds(pod.Metadata.Integer("deletionGracePeriodSeconds") ?? PodGrace.DefaultSeconds);
        var takes = run.Containers.Any(item => item.Phase == ContainerPhase.Running)
            ? behaviour.StopDuration(view, context.Now)
            : TimeSpan.Zero;
        run.StopDue = context.Now + (takes < grace ? takes : grace);
        foreach (var container in run.Containers.Where(item => item.Phase == ContainerPhase.Running))
            events.Normal(pod, Component, "Killing", $"Stopping container {container.Name}",
                $"spec.containers{{{container.Name}}}");
        Schedule(pod.Uid, run);
    }

    private void Write(StoredObject pod, PodRun run)
    {
        // A pod being ended keeps the status it had; the real kubelet's last writes add nothing that is used here.
        if (run.StopDue is not null || context.Store.FindByUid(pod.Uid) is not { } current)
            return;
        context.Writer.Update(current, current.Value.With("status", statuses.Build(current, run)), Writer);
    }

    private string NextAddress()
    {
        addresses++;
        return FormattableString.Invariant($"10.{244 + (addresses >> 16)}.{(addresses >> 8) & 255}.{addresses & 255}");
    }
}
