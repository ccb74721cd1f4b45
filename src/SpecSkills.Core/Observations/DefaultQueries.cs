using System.Globalization;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Observations;

/// <summary>
/// The PromQL asked for a metric whose blueprint names none, and the units every query answers in, its own or a
/// blueprint's: latency in seconds, throughput in requests per second, error rate and availability as a ratio from 0
/// to 1. They are Prometheus' base units. An answer without a series means "no data", never zero.
/// </summary>
/// <remarks>
/// The names are those an ingress or service exporter, kube-state-metrics and the kubelet's cAdvisor export:
/// <c>http_requests_total{namespace,deployment,code}</c>,
/// <c>http_request_duration_seconds_bucket{namespace,deployment,le}</c>,
/// <c>kube_deployment_status_replicas_available{namespace,deployment}</c>,
/// <c>container_cpu_usage_seconds_total{namespace,pod,container}</c>. The embedded cluster evaluates all of them.
/// </remarks>
public static class DefaultQueries
{
    /// <summary>
    /// The longest rendered query: a blueprint's query is bounded, and so is what its placeholders add.
    /// </summary>
    public const int MaximumLength = 8192;

    private const string Service = "namespace=\"$namespace\",deployment=\"$deployment\"";

    // A Deployment's pods are named after it, its template's hash and five more characters; cAdvisor knows no
    // Deployment.
    private const string Pods =
        "namespace=\"$namespace\",pod=~\"$deployment-[a-z0-9]+-[a-z0-9]{5}\",container!=\"\"";

    private const string Durations =
        $"sum by (le) (rate(http_request_duration_seconds_bucket{{{Service}}}[$window]))";

    /// <summary>Median latency of the requests that reached a pod, seconds.</summary>
    public const string LatencyP50 = $"histogram_quantile(0.5, {Durations})";

    /// <summary>95th percentile of the same, seconds.</summary>
    public const string LatencyP95 = $"histogram_quantile(0.95, {Durations})";

    /// <summary>99th percentile of the same, seconds.</summary>
    public const string LatencyP99 = $"histogram_quantile(0.99, {Durations})";

    /// <summary>Requests answered without a server error, per second.</summary>
    public const string Throughput =
        $$"""sum(rate(http_requests_total{{{Service}},code!~"5.."}[$window]))""";

    /// <summary>
    /// Share of requests answered with a server error. A service that never failed has no such series, hence
    /// <c>or vector(0)</c>; no requests at all is not a number, no series of requests at all is no answer.
    /// </summary>
    public const string ErrorRate =
        $$"""(sum(rate(http_requests_total{{{Service}},code=~"5.."}[$window])) or vector(0))"""
        + $" / sum(rate(http_requests_total{{{Service}}}[$window]))";

    /// <summary>How many requests the error rate and the latencies are over.</summary>
    public const string RequestCount = $"sum(increase(http_requests_total{{{Service}}}[$window]))";

    /// <summary>Available replicas over wanted ones, at most 1: surge pods are no better than all.</summary>
    public const string Availability =
        $"clamp_max(sum(kube_deployment_status_replicas_available{{{Service}}})"
        + $" / sum(kube_deployment_spec_replicas{{{Service}}}), 1)";

    /// <summary>
    /// Cores used per pod and container. Asked as a range query it gives the samples a percentile is taken over.
    /// </summary>
    public const string ContainerCpuCores =
        $"sum by (pod, container) (rate(container_cpu_usage_seconds_total{{{Pods}}}[$window]))";

    /// <summary>
    /// Working set bytes per pod and container. Asked as a range query it gives the samples of a maximum.
    /// </summary>
    public const string ContainerMemoryBytes =
        $"sum by (pod, container) (container_memory_working_set_bytes{{{Pods}}})";

    /// <summary>Metric name as blueprints write it to its default query.</summary>
    public static IReadOnlyDictionary<string, string> ByMetric { get; } = new Dictionary<string, string>
    {
        ["latency_p50"] = LatencyP50,
        ["latency_p95"] = LatencyP95,
        ["latency_p99"] = LatencyP99,
        ["throughput"] = Throughput,
        ["error_rate"] = ErrorRate,
        ["availability"] = Availability,
    };

    /// <summary>
    /// Puts the service and the window into a query, a default or a blueprint's. Names are checked again here: what
    /// stands between quotes in a query must not be able to end them.
    /// </summary>
    /// <exception cref="ArgumentException">A name is no Kubernetes name, the window not at least one millisecond, or
    /// the result longer than <see cref="MaximumLength"/>.</exception>
    public static string Render(string query, string ns, string deployment, TimeSpan window)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(query);
        if (!KubernetesName.IsValid(ns))
            throw new ArgumentException("The namespace is not a Kubernetes name.", nameof(ns));
        if (!KubernetesName.IsValid(deployment))
            throw new ArgumentException("The deployment is not a Kubernetes name.", nameof(deployment));
        if (window < TimeSpan.FromMilliseconds(1))
            throw new ArgumentException("The window must be at least one millisecond.", nameof(window));
        var rendered = query
            .Replace("$namespace", ns, StringComparison.Ordinal)
            .Replace("$deployment", deployment, StringComparison.Ordinal)
            .Replace("$window", Duration(window), StringComparison.Ordinal);
        return rendered.Length <= MaximumLength
            ? rendered
            : throw new ArgumentException($"The query is longer than {MaximumLength} characters.", nameof(query));
    }

    /// <summary>Prometheus takes no fractions: whole seconds where exact, else milliseconds.</summary>
    private static string Duration(TimeSpan window) =>
        window.Ticks % TimeSpan.TicksPerSecond == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{window.Ticks / TimeSpan.TicksPerSecond}s")
            : string.Create(CultureInfo.InvariantCulture, $"{window.Ticks / TimeSpan.TicksPerMillisecond}ms");
}
