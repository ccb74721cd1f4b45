namespace SpecSkills.Core.Observations;

/// <summary>One metric as a collector answered it. A metric that is not collected is a null reference.</summary>
public abstract record MetricReading
{
    private MetricReading()
    {
    }

    /// <summary>A number with its time. Units by metric: percent, milliseconds, requests per second.</summary>
    /// <param name="Value">Null when the collector gave no finite number (<c>NaN</c>, <c>Infinity</c>).</param>
    /// <param name="SampledAt">Null when the collector gave no time: such a sample is unusable.</param>
    /// <param name="Requests">For error rates: how many requests the rate is over.</param>
    public sealed record Sample(decimal? Value, DateTimeOffset? SampledAt, long? Requests = null) : MetricReading;

    /// <summary>The collector failed; the text is bounded and safe to show.</summary>
    public sealed record Failed(string Error) : MetricReading;
}

/// <summary>All metrics of one service. Null: no collector bound.</summary>
/// <param name="Cpu">Percent of request over ready pods.</param>
/// <param name="Memory">Percent of request over ready pods.</param>
/// <param name="LatencyP50">Milliseconds.</param>
/// <param name="LatencyP95">Milliseconds.</param>
/// <param name="LatencyP99">Milliseconds.</param>
/// <param name="Throughput">Requests per second.</param>
/// <param name="ErrorRate">Percent, with the number of requests.</param>
/// <param name="Availability">Percent.</param>
public sealed record MetricReadings(
    MetricReading? Cpu = null,
    MetricReading? Memory = null,
    MetricReading? LatencyP50 = null,
    MetricReading? LatencyP95 = null,
    MetricReading? LatencyP99 = null,
    MetricReading? Throughput = null,
    MetricReading? ErrorRate = null,
    MetricReading? Availability = null);
