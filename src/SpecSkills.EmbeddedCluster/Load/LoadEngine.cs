using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Metrics;
using SpecSkills.EmbeddedCluster.Pods;

namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>
/// Plays a <see cref="LoadScenario"/> over the pods of the cluster in steps of five seconds and remembers two hours
/// of it. The machine calls <see cref="Advance"/> at every step, so that each step sees the pods of its own time; a
/// late call plays the missed steps with the pods of that moment. Not thread-safe: it runs inside the
/// machine.
/// </summary>
public sealed class LoadEngine : IUsageSource, ISeriesSource, IClusterAttachment, ITimedPart
{
    /// <summary>metrics-server's default resolution: it scrapes this often and needs two scrapes for a rate.</summary>
    public static readonly TimeSpan MetricsResolution = TimeSpan.FromSeconds(15);

    private readonly IPodEffects effects;
    private readonly DateTimeOffset startTime;
    private readonly SeededNoise noise;
    private readonly List<ServiceTrack> services;
    private IClusterView? cluster;
    private DateTimeOffset played;

    /// <param name="scenario">What load to play.</param>
    /// <param name="startTime">The scenario's time zero.</param>
    /// <param name="effects">Which pods are faulty.</param>
    public LoadEngine(LoadScenario scenario, DateTimeOffset startTime, IPodEffects effects)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        this.effects = effects;
        this.startTime = startTime;
        played = startTime;
        noise = new SeededNoise(scenario.Seed);
        services = [.. scenario.Services.Select(load => new ServiceTrack(load, noise, startTime))];
    }

    /// <summary>Length of a step: usage and counters have one sample each.</summary>
    public static TimeSpan StepLength => ServiceTrack.Step;

    /// <summary>The end of the next step.</summary>
    public DateTimeOffset NextDueAt => played + StepLength;

    /// <inheritdoc />
    public void Attach(IClusterView cluster)
    {
        this.cluster = cluster;
        // Faults that are only given to the load must see the cluster too; attaching twice changes nothing.
        (effects as IClusterAttachment)?.Attach(cluster);
    }

    /// <summary>Plays every step that has ended by now. Going back in time does nothing.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (cluster is null)
            return;
        var longest = StepLength * ServiceTrack.Capacity;
        if (now - played > longest)
            played += StepLength * Math.Floor((now - longest - played) / StepLength);
        for (; NextDueAt <= now; played = NextDueAt)
            foreach (var service in services)
                service.Play(NextDueAt, cluster, effects);
    }

    /// <summary>The newest step of a service; null when it has no load, no Deployment or no step yet.</summary>
    public LoadSnapshot? Snapshot(string ns, string deployment, DateTimeOffset now)
    {
        Advance(now);
        return Find(ns, deployment)?.Newest;
    }

    /// <summary>
    /// True when this run of a container has outgrown its memory limit. Runs are told apart by the second they started
    /// in, which is all that a pod's status keeps.
    /// </summary>
    public bool IsOutOfMemory(PodView pod, ContainerView container, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(container);
        Advance(now);
        return container.StartedAt is { } started
            && Find(pod.Namespace, pod.Deployment)?.Pods.TryGetValue(pod.Uid, out var track) == true
            && track.Container(container.Name).OutOfMemoryStart?.ToUnixTimeSeconds() == started.ToUnixTimeSeconds();
    }

    /// <summary>
    /// True when the pod belongs to a service with load, whose containers must be looked at every step.
    /// </summary>
    public bool HasLoad(PodView pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return Find(pod.Namespace, pod.Deployment) is not null;
    }

    /// <inheritdoc />
    public PodUsage? Sample(PodView pod, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pod);
        Advance(now);
        var scrapes = Math.Floor((now - startTime) / MetricsResolution);
        var scrapedAt = startTime + (MetricsResolution * scrapes);
        var usage = new List<ContainerUsage>(pod.Containers.Count);
        foreach (var container in pod.Containers)
        {
            // A container that had not been running at the scrape before has no rate yet, and its pod no metrics.
            if (container.StartedAt is not { } started || started > scrapedAt - MetricsResolution)
                return null;
            if (Usage(pod, container, scrapedAt) is not { } used)
                return null;
            usage.Add(used);
        }
        return usage.Count == 0 ? null : new PodUsage(scrapedAt, MetricsResolution, usage);
    }

    /// <inheritdoc />
    public IEnumerable<TimeSeries> Series(DateTimeOffset now)
    {
        Advance(now);
        return services.SelectMany(service => service.Series.Of(service));
    }

    private ContainerUsage? Usage(PodView pod, ContainerView container, DateTimeOffset scrapedAt)
    {
        if (Find(pod.Namespace, pod.Deployment) is not { } service)
        {
            var index = scrapedAt.ToUnixTimeMilliseconds();
            return new ContainerUsage(container.Name,
                (long)(IdleUsage.Millicores * 1e6 * noise.Factor($"{pod.Uid}/{container.Name}", index, 0.2)),
                (long)IdleUsage.MemoryBytes);
        }
        if (!service.Pods.TryGetValue(pod.Uid, out var track))
            return null;
        var samples = track.Container(container.Name).Samples;
        var to = scrapedAt.ToUnixTimeMilliseconds();
        var from = (scrapedAt - MetricsResolution).ToUnixTimeMilliseconds();
        var last = samples.FirstAtLeast(to, sample => sample.TimeMilliseconds);
        var first = samples.FirstAtLeast(from, sample => sample.TimeMilliseconds);
        if (last >= samples.Count || samples[last].TimeMilliseconds != to || first >= last)
            return null;
        var cores = (samples[last].CpuSeconds - samples[first].CpuSeconds)
            / ((samples[last].TimeMilliseconds - samples[first].TimeMilliseconds) / 1000.0);
        return cores < 0 ? null : new ContainerUsage(container.Name, (long)(cores * 1e9), samples[last].MemoryBytes);
    }

    private ServiceTrack? Find(string ns, string? deployment)
    {
        foreach (var service in services)
            if (service.Load.Namespace == ns && service.Load.Deployment == deployment)
                return service;
        return null;
    }
}
