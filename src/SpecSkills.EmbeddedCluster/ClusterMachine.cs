using SpecSkills.EmbeddedCluster.Api;
using SpecSkills.EmbeddedCluster.Controllers;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Pods;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster;

/// <summary>
/// A Kubernetes cluster as a deterministic state machine: requests and instants in, answers and watch events out. It
/// has no clock, no threads and no I/O; the same options and the same calls give the same bytes. Not safe for
/// concurrent use: the caller must take a lock.
/// </summary>
public sealed class ClusterMachine : IClusterView
{
    // A machine that slept longer lets its parts skip the time before, instead of playing years of steps.
    private static readonly TimeSpan LongestStepwise = TimeSpan.FromHours(6);

    private readonly MachineContext context;
    private readonly ApiServer api;
    private readonly IReadOnlyList<IController> controllers;
    private readonly Kubelet kubelet;
    private readonly PodViews views;
    private readonly List<ITimedPart> timedParts = [];

    /// <summary>A cluster with one node and the namespaces a new cluster has.</summary>
    public ClusterMachine(ClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        context = new MachineContext(new MachineOptions
        {
            StartTime = options.StartTime,
            Seed = options.Seed,
            MinorVersion = options.MinorVersion,
            ControllerDelay = options.ControllerDelay,
            NodeName = options.NodeName,
        });
        views = new PodViews(context);
        var behaviour = options.PodBehaviour ?? new HealthyPodBehaviour(
            options.ImagePullDuration, options.PodStartupDelay, options.PodStopDuration);
        var events = new EventRecorder(context);
        kubelet = new Kubelet(context, events, behaviour, views);
        controllers =
        [
            new NamespaceController(context), new GarbageCollector(context),
            new DeploymentController(context, events), new ReplicaSetController(context, events),
            new PodScheduler(context, events), new DisruptionController(context), kubelet,
        ];
        context.Store.Changed += change =>
        {
            foreach (var controller in controllers)
                controller.OnChange(change);
        };
        api = new ApiServer(
            context, options.MountedRoutes, options.UsageSource, options.RequestFault as IWatchFault);
        foreach (var part in (object?[])
            [behaviour, options.UsageSource, options.RequestFault, .. options.MountedRoutes])
        {
            (part as IClusterAttachment)?.Attach(this);
            if (part is ITimedPart timed && !timedParts.Contains(timed))
                timedParts.Add(timed);
        }
        timedParts.ForEach(Schedule);
        SystemObjects.Create(context);
    }

    /// <summary>The options the cluster was made with.</summary>
    public ClusterOptions Options { get; }

    /// <summary>The machine's time: the latest instant it was advanced to.</summary>
    public DateTimeOffset Now => context.Now;

    /// <summary>When the next timer is due; null when there is none.</summary>
    public DateTimeOffset? NextDue => context.Timers.NextDue;

    /// <summary>The newest resourceVersion.</summary>
    public long Revision => context.Store.Revision;

    /// <summary>Watches being served.</summary>
    public IEnumerable<WatchSubscription> Watches => api.Watches.Open;

    /// <summary>Runs everything due up to an instant. An instant in the past changes nothing.</summary>
    public void AdvanceTo(DateTimeOffset now)
    {
        if (now - context.Now > LongestStepwise)
            timedParts.ForEach(part => part.Advance(now - LongestStepwise));
        while (context.Timers.TryTake(now, out var due, out var action))
        {
            if (due > context.Now)
                context.Now = due;
            action!();
        }
        if (now > context.Now)
            context.Now = now;
    }

    /// <summary>Advances to an instant and answers a request there.</summary>
    public ApiResponse Handle(ApiRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        AdvanceTo(now);
        return api.Handle(request);
    }

    /// <summary>Ends watches as a broken connection would; clients are expected to open them again.</summary>
    public void DropWatches(Func<WatchSubscription, bool> picks) => api.Watches.Drop(picks);

    /// <summary>Asks the pod behaviour about running pods again now, because what it answers has changed.</summary>
    public void ReviewPods(Func<PodView, bool> picks, DateTimeOffset now)
    {
        AdvanceTo(now);
        kubelet.Review(picks);
    }

    /// <inheritdoc />
    public int? DesiredReplicas(string ns, string deployment) =>
        (int?)context.Store.Table(context.Catalog.Deployments).Find(ns, deployment)?.Spec.Integer("replicas");

    /// <inheritdoc />
    public IReadOnlyList<PodView> PodsOf(string ns, string deployment)
    {
        if (context.Store.Table(context.Catalog.Deployments).Find(ns, deployment) is not { } stored)
            return [];
        return [.. context.Store.OwnedBy(stored.Uid, context.Catalog.ReplicaSets)
            .SelectMany(rs => context.Store.OwnedBy(rs.Uid, context.Catalog.Pods))
            .OrderBy(pod => pod.Name, StringComparer.Ordinal)
            .Select(pod => views.Of(pod))];
    }

    /// <inheritdoc />
    public PodView? Pod(string ns, string name) =>
        context.Store.Table(context.Catalog.Pods).Find(ns, name) is { } pod ? views.Of(pod) : null;

    /// <summary>The cluster as JSON: every object with its version, and the state of the random source.</summary>
    public byte[] Snapshot() => MachineSnapshot.Take(context);

    /// <summary>
    /// Puts a snapshot's objects in place of the present ones. Only for a machine that has served nothing yet.
    /// </summary>
    /// <exception cref="FormatException">The bytes are no snapshot of this version.</exception>
    public void Restore(ReadOnlySpan<byte> snapshot, DateTimeOffset now)
    {
        AdvanceTo(now);
        MachineSnapshot.Restore(context, snapshot);
        foreach (var stored in context.Store.Tables.SelectMany(table => table.List(null)).ToList())
            foreach (var controller in controllers)
                controller.OnChange(new Store.Change(null, stored, Deleted: false));
    }

    private void Schedule(ITimedPart part) => context.Timers.At(part.NextDueAt, () =>
    {
        part.Advance(context.Now);
        Schedule(part);
    });
}
