using System.Text.Json;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>
/// Cpu and memory of a workload's ready pods from metrics.k8s.io, as a share of what those pods request. Pods without a
/// sample are left out, as the list leaves them out; when most are, there is no number.
/// </summary>
internal sealed class ResourceUsage
{
    /// <summary>A mean over less than half of the pods says more about which pods than about the load.</summary>
    private const int SampledShareDivisor = 2;

    private readonly List<PodSample> samples = [];
    private readonly string? failure;
    private readonly bool bound = true;

    /// <param name="workload">Deployment and pods.</param>
    /// <param name="listing">The PodMetrics of its selector.</param>
    public ResourceUsage(Workload workload, ApiListing listing)
    {
        if (listing is ApiListing.Failed { Error: var error })
        {
            // No such API: no metrics server is installed, which is another thing than one that fails.
            bound = error.Kind is not (ApiErrorKind.NoSuchApi or ApiErrorKind.NotFound);
            failure = $"metrics.k8s.io: {error.Message}";
            return;
        }

        var ready = workload.Pods.Where(PodStatus.IsReady).ToList();
        var measured = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var item in ((ApiListing.Complete)listing).Items)
            if (item.TextAt("metadata", "name") is { } name)
                measured[name] = item;
        foreach (var pod in ready)
            if (measured.TryGetValue(pod.TextAt("metadata", "name") ?? "", out var metrics))
                samples.Add(new PodSample(pod, metrics));
        if (ready.Count == 0) failure = "metrics.k8s.io: no ready pod to measure.";
        else if (samples.Count * SampledShareDivisor < ready.Count)
            failure = $"metrics.k8s.io: only {samples.Count} of {ready.Count} ready pods have a sample yet.";
    }

    public MetricReading? Cpu(string? container) => Share(container, "cpu");

    public MetricReading? Memory(string? container) => Share(container, "memory");

    /// <summary>
    /// One container's usage per pod: the mean of cpu, which load spreads, and the largest of memory, since its samples
    /// are kept for a maximum.
    /// </summary>
    public (CpuQuantity? Cpu, ByteQuantity? Memory) Of(string container)
    {
        var cpu = samples.Select(sample => sample.Usage(container, "cpu")).OfType<decimal>().ToList();
        var memory = samples.Select(sample => sample.Usage(container, "memory")).OfType<decimal>().ToList();
        return (
            cpu.Count == 0 ? null : new CpuQuantity((long)decimal.Ceiling(cpu.Sum() / cpu.Count * 1000)),
            memory.Count == 0 ? null : new ByteQuantity((long)decimal.Ceiling(memory.Max())));
    }

    private MetricReading? Share(string? container, string resource)
    {
        if (!bound) return null;
        if (failure is not null) return new MetricReading.Failed(failure);
        if (container is null) return new MetricReading.Failed("The Deployment has no container to measure.");
        decimal used = 0, requested = 0;
        DateTimeOffset? oldest = null;
        foreach (var sample in samples)
        {
            if (sample.Usage(container, resource) is not { } usage) continue;
            if (sample.Request(container, resource) is not { } request || request <= 0)
                return new MetricReading.Failed($"Container {container} requests no {resource}: no share of it is " +
                    "known.");
            used += usage;
            requested += request;
            // The oldest sample dates the mean; one without a time makes it undated, and so unusable.
            if (sample.At is not { } at) return new MetricReading.Failed("metrics.k8s.io: a sample without a time.");
            if (oldest is null || at < oldest) oldest = at;
        }

        return requested > 0
            ? new MetricReading.Sample(Math.Round(used / requested * 100, 2), oldest)
            : new MetricReading.Failed($"metrics.k8s.io: no sample of container {container}.");
    }

    private sealed record PodSample(JsonElement Pod, JsonElement Metrics)
    {
        public DateTimeOffset? At => Metrics.TimeAt("timestamp");

        public decimal? Usage(string container, string resource) =>
            Amount(Metrics.ItemsAt("containers"), container, ["usage", resource]);

        public decimal? Request(string container, string resource) =>
            Amount(Pod.ItemsAt("spec", "containers"), container, ["resources", "requests", resource]);

        private static decimal? Amount(IEnumerable<JsonElement> containers, string name, string[] path)
        {
            foreach (var each in containers)
                if (each.TextAt("name") == name)
                    return KubernetesQuantity.TryParse(each.TextAt(path), out var amount) && amount >= 0
                        ? amount : null;
            return null;
        }
    }
}
