using SpecSkills.EmbeddedCluster.Pods;

namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>One service with its counters and its past.</summary>
internal sealed class ServiceTrack(ServiceLoad load, SeededNoise noise, DateTimeOffset startTime)
{
    /// <summary>Two hours of steps: an hour's window, and the hour before it to compare with.</summary>
    public const int Capacity = 1440;

    /// <summary>A blueprint's replicas stay far below; the bound is for a runaway rollout.</summary>
    public const int MaximumPods = 256;

    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly string stream = $"{load.Namespace}/{load.Deployment}";
    private readonly Dictionary<string, PodTrack> pods = new(StringComparer.Ordinal);
    private readonly double[] bucketTotals = new double[LatencyBuckets.Bounds.Length];
    private (DateTimeOffset End, StepOutcome Outcome)? newest;
    private double offeredCarry;
    private double refusedCarry;
    private double failedCarry;
    private double durationSeconds;
    private long succeeded;
    private long failed;
    private long refused;

    public ServiceLoad Load => load;

    public SampleRing<ServiceStep> Steps { get; } = new(Capacity);

    public LoadSeries Series { get; } = new(load.Namespace, load.Deployment);

    public IReadOnlyDictionary<string, PodTrack> Pods => pods;

    /// <summary>Worked out when asked for: quantiles cost more than all the rest of a step.</summary>
    public LoadSnapshot? Newest => newest is var (end, outcome) ? Snapshot(end, outcome) : null;

    /// <summary>True when the Deployment was there in the newest step.</summary>
    public bool Exists { get; private set; }

    /// <summary>Plays the step that ends at this time with the pods as they are now.</summary>
    public void Play(DateTimeOffset end, IClusterView cluster, IPodEffects effects)
    {
        var seen = cluster.PodsOf(load.Namespace, load.Deployment);
        var desired = cluster.DesiredReplicas(load.Namespace, load.Deployment);
        Exists = desired is not null;
        newest = null;
        if (!Exists && seen.Count == 0)
            return;
        var ready = seen.Where(pod => pod is { Ready: true, Terminating: false, Containers.Count: > 0 }).ToList();
        var rate = load.Traffic.RateAt(end - Step - startTime)
            * noise.Factor(stream, end.ToUnixTimeMilliseconds(), load.NoiseShare);
        var offered = Whole(rate * Step.TotalSeconds, ref offeredCarry);
        var services = Share(offered / Step.TotalSeconds, ready, effects, end);
        var outcome = new StepOutcome(offered / Step.TotalSeconds, [.. services.Values]);
        Count(offered, outcome);
        RecordUsage(end, seen, services);
        Steps.Add(new ServiceStep(end.ToUnixTimeMilliseconds(), desired ?? 0, ready.Count, succeeded, failed, refused,
            durationSeconds, [.. bucketTotals.Select(total => (long)total), succeeded + failed]));
        newest = (end, outcome);
    }

    private Dictionary<string, PodService> Share(
        double rate, List<PodView> ready, IPodEffects effects, DateTimeOffset end)
    {
        var services = new Dictionary<string, PodService>(StringComparer.Ordinal);
        var alike = new Dictionary<(double Millicores, PodEffect Effect), PodService>();
        foreach (var pod in ready)
        {
            var effect = effects.EffectOn(pod, end);
            var key = (PodService.Millicores(PodService.ServingContainer(pod, load.Cost), load.Cost), effect);
            if (!alike.TryGetValue(key, out var service))
                alike[key] = service = PodService.Of(pod, rate / ready.Count, load.Cost, effect);
            services[pod.Uid] = service;
        }
        return services;
    }

    private void Count(long offered, StepOutcome outcome)
    {
        // Refused ones are counted and the rest was served, so that rounding never refuses a request by itself.
        var turnedAway = outcome.OfferedPerSecond - outcome.ServedPerSecond;
        var served = offered - Math.Min(offered, Whole(turnedAway * Step.TotalSeconds, ref refusedCarry));
        var bad = Math.Min(served, Whole(outcome.FailedPerSecond * Step.TotalSeconds, ref failedCarry));
        succeeded += served - bad;
        failed += bad;
        refused += offered - served;
        durationSeconds += served * outcome.MeanSeconds;
        for (var index = 0; index < bucketTotals.Length; index++)
            bucketTotals[index] += served * (1 - outcome.ShareLongerThan(LatencyBuckets.Bounds[index]));
    }

    private void RecordUsage(
        DateTimeOffset end, IReadOnlyList<PodView> seen, Dictionary<string, PodService> services)
    {
        foreach (var pod in seen)
        {
            if (!pods.TryGetValue(pod.Uid, out var track))
            {
                if (pods.Count >= MaximumPods && !Forget(end))
                    continue;
                pods[pod.Uid] = track = new PodTrack(pod.Name, Capacity);
            }
            track.LastSeen = end;
            services.TryGetValue(pod.Uid, out var service);
            var serving = pod.Containers.Count > 0 ? PodService.ServingContainer(pod, load.Cost) : null;
            foreach (var container in pod.Containers)
            {
                var isServing = ReferenceEquals(container, serving);
                var key = $"{stream}/{pod.Name}/{container.Name}";
                var (cpu, memory) = isServing
                    ? (service?.UsedMillicores(load.Cost) ?? load.Cost.IdleMillicores,
                        service?.UsedBytes(load.Cost) ?? load.Cost.BaseMemoryBytes)
                    : (IdleUsage.Millicores, IdleUsage.MemoryBytes);
                var index = end.ToUnixTimeMilliseconds();
                track.Container(container.Name).Record(end, Step, container,
                    cpu * noise.Factor(key + "/cpu", index, load.NoiseShare),
                    memory * noise.Factor(key + "/memory", index, load.NoiseShare / 2));
            }
        }
    }

    /// <summary>Drops the pod that has been gone longest; false when all are still there.</summary>
    private bool Forget(DateTimeOffset end)
    {
        var oldest = pods.Where(pod => pod.Value.LastSeen < end).MinBy(pod => (pod.Value.LastSeen, pod.Key));
        return oldest.Key is not null && pods.Remove(oldest.Key);
    }

    private static LoadSnapshot Snapshot(DateTimeOffset end, StepOutcome outcome)
    {
        var refusedRate = outcome.OfferedPerSecond - outcome.ServedPerSecond;
        var errors = outcome.OfferedPerSecond > 0
            ? (refusedRate + outcome.FailedPerSecond) / outcome.OfferedPerSecond
            : 0;
        return new LoadSnapshot(end, outcome.OfferedPerSecond, outcome.ServedPerSecond, refusedRate, errors,
            outcome.Quantile(0.5), outcome.Quantile(0.95), outcome.Quantile(0.99), outcome.Pods);
    }

    /// <summary>Whole requests; the fraction is carried to the next step, so none is lost or made up.</summary>
    private static long Whole(double amount, ref double carry)
    {
        var exact = amount + carry;
        var whole = (long)Math.Floor(exact);
        carry = exact - whole;
        return whole;
    }
}
