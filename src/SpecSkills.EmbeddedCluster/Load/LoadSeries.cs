using System.Globalization;
using SpecSkills.EmbeddedCluster.Metrics;

namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>
/// The past of a service as the series that its ingress, kube-state-metrics and the kubelet would export.
/// </summary>
internal sealed class LoadSeries
{
    private readonly string ns;
    private readonly string deployment;
    private readonly List<(SeriesLabels Labels, Func<ServiceStep, double> Value)> counters = [];

    // Labels stay while a query a moment later asks for the same series again; those of pods forgotten go with them.
    private readonly Dictionary<ContainerTrack, (SeriesLabels Cpu, SeriesLabels Memory)> usage =
        new(ReferenceEqualityComparer.Instance);

    public LoadSeries(string ns, string deployment)
    {
        this.ns = ns;
        this.deployment = deployment;
        Add("http_requests_total", step => step.Succeeded, "code", "200");
        Add("http_requests_total", step => step.Failed, "code", "500");
        Add("http_requests_total", step => step.Refused, "code", "503");
        for (var index = 0; index <= LatencyBuckets.Bounds.Length; index++)
        {
            var bucket = index;
            var bound = bucket == LatencyBuckets.Bounds.Length
                ? "+Inf"
                : LatencyBuckets.Bounds[bucket].ToString(CultureInfo.InvariantCulture);
            Add("http_request_duration_seconds_bucket", step => step.Buckets[bucket], "le", bound);
        }
        Add("http_request_duration_seconds_count", step => step.Succeeded + step.Failed);
        Add("http_request_duration_seconds_sum", step => step.DurationSeconds);
        Add("kube_deployment_spec_replicas", step => step.DesiredReplicas);
        Add("kube_deployment_status_replicas_available", step => step.AvailableReplicas);
    }

    /// <summary>Every series of the service that has a sample.</summary>
    public IEnumerable<TimeSeries> Of(ServiceTrack service)
    {
        var steps = service.Steps;
        if (steps.Count == 0)
            yield break;
        var newest = steps[steps.Count - 1].TimeMilliseconds;
        long? end = service.Exists ? null : newest + 1;
        foreach (var (labels, value) in counters)
            yield return new TimeSeries(
                labels, (from, to) => Between(steps, step => step.TimeMilliseconds, value, from, to), end);
        if (usage.Count > 2 * service.Pods.Values.Sum(pod => pod.Containers.Count))
            usage.Clear();
        foreach (var pod in service.Pods.Values)
            foreach (var container in pod.Containers)
                foreach (var series in Usage(pod, container, newest))
                    yield return series;
    }

    private IEnumerable<TimeSeries> Usage(PodTrack pod, ContainerTrack container, long newest)
    {
        var samples = container.Samples;
        if (samples.Count == 0)
            yield break;
        var last = samples[samples.Count - 1].TimeMilliseconds;
        long? end = last < newest ? last + 1 : null;
        if (!usage.TryGetValue(container, out var labels))
            usage[container] = labels = LabelsOf(pod, container);
        yield return new TimeSeries(labels.Cpu, (from, to) =>
            Between(samples, sample => sample.TimeMilliseconds, sample => sample.CpuSeconds, from, to), end);
        yield return new TimeSeries(labels.Memory, (from, to) =>
            Between(samples, sample => sample.TimeMilliseconds, sample => sample.MemoryBytes, from, to), end);
    }

    private void Add(string metric, Func<ServiceStep, double> value, string label = "", string labelValue = "") =>
        counters.Add((SeriesLabels.Of(metric, new("namespace", ns), new("deployment", deployment),
            new(label, labelValue)), value));

    private (SeriesLabels Cpu, SeriesLabels Memory) LabelsOf(PodTrack pod, ContainerTrack container)
    {
        KeyValuePair<string, string>[] labels =
            [new("namespace", ns), new("pod", pod.Name), new("container", container.Name)];
        return (SeriesLabels.Of("container_cpu_usage_seconds_total", labels),
            SeriesLabels.Of("container_memory_working_set_bytes", labels));
    }

    private static SeriesSample[] Between<T>(
        SampleRing<T> ring, Func<T, long> timeOf, Func<T, double> value, long from, long to)
    {
        var first = ring.FirstAtLeast(from, timeOf);
        var found = new SeriesSample[Math.Max(0, ring.FirstAtLeast(to + 1, timeOf) - first)];
        for (var index = 0; index < found.Length; index++)
        {
            var item = ring[first + index];
            found[index] = new SeriesSample(timeOf(item), value(item));
        }
        return found;
    }
}
