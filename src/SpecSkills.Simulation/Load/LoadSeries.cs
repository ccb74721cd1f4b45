using System.Globalization;
using SpecSkills.Simulation.Metrics;

namespace SpecSkills.Simulation.Load;

/// <summary>
/// The past of a service as the series that its ingress, kube-state-metrics and the kubelet would export.
/// </summary>
internal static class LoadSeries
{
    public static IEnumerable<TimeSeries> Of(ServiceTrack service) => [.. Requests(service), .. Usage(service)];

    private static IEnumerable<TimeSeries> Requests(ServiceTrack service)
    {
        var steps = service.Steps;
        if (steps.Count == 0)
            yield break;
        long? end = service.Exists ? null : steps[steps.Count - 1].TimeMilliseconds + 1;
        TimeSeries Make(string metric, Func<ServiceStep, double> value, string? label = null, string labelValue = "")
        {
            List<KeyValuePair<string, string>> labels =
            [
                new("namespace", service.Load.Namespace), new("deployment", service.Load.Deployment),
            ];
            if (label is not null)
                labels.Add(new(label, labelValue));
            return new TimeSeries(SeriesLabels.Of(metric, labels), Reader(steps, value), end);
        }

        yield return Make("http_requests_total", step => step.Succeeded, "code", "200");
        yield return Make("http_requests_total", step => step.Failed, "code", "500");
        yield return Make("http_requests_total", step => step.Refused, "code", "503");
        for (var index = 0; index <= LatencyBuckets.Bounds.Length; index++)
        {
            var bucket = index;
            var bound = bucket == LatencyBuckets.Bounds.Length
                ? "+Inf"
                : LatencyBuckets.Bounds[bucket].ToString(CultureInfo.InvariantCulture);
            yield return Make("http_request_duration_seconds_bucket", step => step.Buckets[bucket], "le", bound);
        }
        yield return Make("http_request_duration_seconds_count", step => step.Succeeded + step.Failed);
        yield return Make("http_request_duration_seconds_sum", step => step.DurationSeconds);
        yield return Make("kube_deployment_spec_replicas", step => step.DesiredReplicas);
        yield return Make("kube_deployment_status_replicas_available", step => step.AvailableReplicas);
    }

    private static IEnumerable<TimeSeries> Usage(ServiceTrack service)
    {
        foreach (var pod in service.Pods.Values)
            foreach (var container in pod.Containers)
            {
                var samples = container.Samples;
                if (samples.Count == 0)
                    continue;
                var last = samples[samples.Count - 1].TimeMilliseconds;
                var newest = service.Steps[service.Steps.Count - 1].TimeMilliseconds;
                long? end = last < newest ? last + 1 : null;
                KeyValuePair<string, string>[] labels =
                [
                    new("namespace", service.Load.Namespace), new("pod", pod.Name), new("container", container.Name),
                ];
                yield return new TimeSeries(SeriesLabels.Of("container_cpu_usage_seconds_total", labels),
                    Reader(samples, sample => sample.CpuSeconds), end);
                yield return new TimeSeries(SeriesLabels.Of("container_memory_working_set_bytes", labels),
                    Reader(samples, sample => sample.MemoryBytes), end);
            }
    }

    private static Func<long, long, IReadOnlyList<SeriesSample>> Reader(
        SampleRing<ServiceStep> steps, Func<ServiceStep, double> value) =>
        (from, to) => Between(steps, step => step.TimeMilliseconds, value, from, to);

    private static Func<long, long, IReadOnlyList<SeriesSample>> Reader(
        SampleRing<ContainerSample> samples, Func<ContainerSample, double> value) =>
        (from, to) => Between(samples, sample => sample.TimeMilliseconds, value, from, to);

    private static List<SeriesSample> Between<T>(
        SampleRing<T> ring, Func<T, long> timeOf, Func<T, double> value, long from, long to)
    {
        var found = new List<SeriesSample>();
        for (var index = ring.FirstAtLeast(from, timeOf); index < ring.Count; index++)
        {
            if (timeOf(ring[index]) > to)
                break;
            found.Add(new SeriesSample(timeOf(ring[index]), value(ring[index])));
        }
        return found;
    }
}
