using System.Globalization;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Verification;

/// <summary>One promise of the blueprint that an operation must not break.</summary>
/// <param name="Path">Blueprint path of the limit.</param>
/// <param name="Limit">In the metric's unit.</param>
public sealed record VerificationTarget(JudgedMetric Metric, string Path, decimal Limit)
{
    private static readonly TimeSpan UsageCovers = TimeSpan.FromSeconds(30);

    /// <summary>True where more is better.</summary>
    public bool IsMinimum => Metric is JudgedMetric.Availability or JudgedMetric.Throughput;

    /// <summary>True for what load, not the change, may keep missed while capacity is being added.</summary>
    public bool DependsOnLoad => Metric is not (JudgedMetric.ErrorRate or JudgedMetric.Availability);

    /// <summary>Latencies and error rates of a handful of requests say nothing.</summary>
    public bool NeedsRequests =>
        Metric is JudgedMetric.LatencyP50 or JudgedMetric.LatencyP95 or JudgedMetric.LatencyP99
            or JudgedMetric.ErrorRate;

    /// <summary>
    /// How far back a sample reaches: metrics-server's rates over two scrapes of 15 s, Prometheus queries over the
    /// window.
    /// </summary>
    public TimeSpan Covers(TimeSpan window) =>
        Metric is JudgedMetric.Cpu or JudgedMetric.Memory ? UsageCovers : window;

    /// <summary>Name for sentences and documents, <c>latency_p95</c>.</summary>
    public string Name => Metric switch
    {
        JudgedMetric.Cpu => "cpu_utilization",
        JudgedMetric.Memory => "memory_utilization",
        JudgedMetric.LatencyP50 => "latency_p50",
        JudgedMetric.LatencyP95 => "latency_p95",
        JudgedMetric.LatencyP99 => "latency_p99",
        JudgedMetric.ErrorRate => "error_rate",
        JudgedMetric.Availability => "availability",
        JudgedMetric.Throughput => "throughput",
        _ => throw new InvalidOperationException($"Metric {Metric} has no name."),
    };

    /// <summary>Whether a value keeps the promise.</summary>
    public bool IsMetBy(decimal value) => IsMinimum ? value >= Limit : value <= Limit;

    /// <summary>The limit with the metric's unit, exactly as the blueprint sets it.</summary>
    public string LimitText => Metric switch
    {
        JudgedMetric.LatencyP50 or JudgedMetric.LatencyP95 or JudgedMetric.LatencyP99 =>
            Limit.ToString("0.###", CultureInfo.InvariantCulture) + "ms",
        JudgedMetric.Throughput => new RequestRate(Limit).ToString(),
        _ => new Percentage(Limit).ToString(),
    };

    /// <summary>A measured value with the metric's unit.</summary>
    public string Text(decimal value) => Metric switch
    {
        JudgedMetric.LatencyP50 or JudgedMetric.LatencyP95 or JudgedMetric.LatencyP99 =>
            ObservedText.Milliseconds(value),
        JudgedMetric.Throughput => ObservedText.Rate(value),
        _ => ObservedText.Percent(value),
    };
}
