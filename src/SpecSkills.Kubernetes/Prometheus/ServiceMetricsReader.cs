using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;

namespace SpecSkills.Kubernetes.Prometheus;

/// <summary>Reads one service's latency, throughput, errors and availability, in the units observations have.</summary>
internal sealed class ServiceMetricsReader(PrometheusClient prometheus, Uri? embedded)
{
    /// <summary>A rate needs a few scrapes inside its window.</summary>
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(15);

    /// <summary>More digits than a collector measures, and few enough for a record.</summary>
    private const int Decimals = 6;

    /// <summary>The readings; all null where no Prometheus is bound.</summary>
    public async Task<MetricReadings> ReadAsync(Blueprint blueprint, CancellationToken cancellation)
    {
        if ((blueprint.Observability.PrometheusUrl ?? embedded) is not { } server) return new MetricReadings();
        var errors = AskAsync("error_rate", 100);
        var requests = QueryAsync(DefaultQueries.RequestCount);
        var p50 = AskAsync("latency_p50", 1000);
        var p95 = AskAsync("latency_p95", 1000);
        var p99 = AskAsync("latency_p99", 1000);
        var throughput = AskAsync("throughput", 1);
        var availability = AskAsync("availability", 100);
        return new MetricReadings(
            LatencyP50: await p50, LatencyP95: await p95, LatencyP99: await p99, Throughput: await throughput,
            ErrorRate: WithRequests(await errors, await requests), Availability: await availability);

        async Task<MetricReading> AskAsync(string metric, decimal factor) =>
            Reading(await QueryAsync(blueprint.Observability.Queries.GetValueOrDefault(metric)
                ?? DefaultQueries.ByMetric[metric]), factor);

        Task<PrometheusAnswer> QueryAsync(string query) => Render(query, blueprint) is { } rendered
            ? prometheus.QueryAsync(server, rendered, cancellation)
            : Task.FromResult<PrometheusAnswer>(new PrometheusAnswer.Failed(
                $"The query is empty or longer than {DefaultQueries.MaximumLength} characters once filled in."));
    }

    private static string? Render(string query, Blueprint blueprint)
    {
        var window = blueprint.Reliability.VerificationWindow;
        try
        {
            return DefaultQueries.Render(
                query, blueprint.Target.Namespace, blueprint.Target.Deployment,
                window < ShortestWindow ? ShortestWindow : window);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static MetricReading Reading(PrometheusAnswer answer, decimal factor) => answer switch
    {
        PrometheusAnswer.Value value => new MetricReading.Sample(Scaled(value.Number, factor), value.At),
        PrometheusAnswer.Failed failed => new MetricReading.Failed(failed.Error),
        _ => throw new InvalidOperationException("An answer that is not listed here."),
    };

    private static decimal? Scaled(decimal? number, decimal factor) =>
        number is { } value && Math.Abs(value) < decimal.MaxValue / 1000 ? Math.Round(value * factor, Decimals) : null;

    private static MetricReading WithRequests(MetricReading errors, PrometheusAnswer requests) =>
        errors is MetricReading.Sample sample && requests
            is PrometheusAnswer.Value { Number: >= 0 and < long.MaxValue } count
            ? sample with { Requests = (long)Math.Round(count.Number!.Value) }
            : errors;
}
