using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions.Rules;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Decisions.Scaling;

/// <summary>
/// The pressures of one observation under one scaling policy. Cpu and memory are usage / request over ready pods;
/// latency is <c>scale_up_threshold x p95 / performance.latency_p95</c>, so that a p95 exactly at its target lies
/// exactly on the threshold.
/// </summary>
public sealed class Pressures
{
    private static readonly ScalingMetric[] InOrder =
        [ScalingMetric.Cpu, ScalingMetric.Memory, ScalingMetric.Latency];

    private readonly Pressure[] all;
    private readonly decimal threshold;

    private Pressures(Pressure[] all, decimal threshold)
    {
        this.all = all;
        this.threshold = threshold;
    }

    /// <summary>Cpu's pressure in percent; null when it has none.</summary>
    public decimal? Cpu => (all[0] as Pressure.Known)?.Percent;

    /// <summary>What cpu says.</summary>
    public Pressure CpuReading => all[0];

    /// <summary>The metrics with a pressure, in the order cpu, memory, latency.</summary>
    public IEnumerable<Pressure.Known> Known => all.OfType<Pressure.Known>();

    /// <summary>The first metric that weighs and cannot be used; null when there is none.</summary>
    public Pressure.Unusable? FirstUnusable
    {
        get
        {
            foreach (var pressure in all)
                if (pressure is Pressure.Unusable unusable)
                    return unusable;
            return null;
        }
    }

    /// <summary>The metrics above the upper threshold, in the order cpu, memory, latency.</summary>
    public IReadOnlyList<Pressure.Known> Breached
    {
        get
        {
            List<Pressure.Known>? breached = null;
            foreach (var pressure in all)
                if (pressure is Pressure.Known known && known.Percent > threshold)
                    (breached ??= []).Add(known);
            return breached is null ? [] : breached;
        }
    }

    /// <summary>The pressures at <paramref name="now"/>.</summary>
    public static Pressures Of(Blueprint blueprint, Observation observation, DateTimeOffset now)
    {
        var all = new Pressure[InOrder.Length];
        for (var i = 0; i < all.Length; i++) all[i] = Read(InOrder[i], blueprint, observation, now);
        return new Pressures(all, blueprint.Scaling.ScaleUpThreshold.Value);
    }

    /// <summary>
    /// The weighted mean of the pressures, each clamped; 0 without any. The clamp moves up with a threshold above it:
    /// a policy that scales at 300 % must be able to see 300 %.
    /// </summary>
    public decimal WeightedMean()
    {
        var clamp = Math.Max(EngineConstants.PressureClampPercent, threshold);
        decimal sum = 0, weights = 0;
        foreach (var pressure in all)
        {
            if (pressure is not Pressure.Known known) continue;
            sum += known.Weight * Math.Min(known.Percent, clamp);
            weights += known.Weight;
        }

        return weights == 0 ? 0 : sum / weights;
    }

    /// <summary>
    /// Whether the pressures, spread over <paramref name="readyAfter"/> instead of <paramref name="ready"/> pods, stay
    /// below the upper threshold each and leave the weighted mean its headroom. Without any pressure nothing is known
    /// to be safe.
    /// </summary>
    public bool StayBelow(int ready, int readyAfter)
    {
        if (readyAfter <= 0) return false;
        decimal sum = 0, weights = 0;
        foreach (var pressure in all)
        {
            if (pressure is not Pressure.Known known) continue;
            var projected = known.Percent * ready / readyAfter;
            if (projected >= threshold) return false;
            sum += known.Weight * projected;
            weights += known.Weight;
        }

        // Multiplied out, because a rounded quotient could fall on the wrong side of the bound.
        return weights > 0 && sum <= EngineConstants.HeadroomShare * threshold * weights;
    }

    private static Pressure Read(
        ScalingMetric metric, Blueprint blueprint, Observation observation, DateTimeOffset now)
    {
        var weight = Weight(metric, blueprint.Scaling.Metrics);
        if (weight <= 0) return Pressure.Unbound.Value;
        var target = blueprint.Performance.LatencyP95;
        if (metric == ScalingMetric.Latency && target is not { Ticks: > 0 }) return Pressure.Unbound.Value;
        var reading = metric switch
        {
            ScalingMetric.Cpu => observation.Metrics.Cpu,
            ScalingMetric.Memory => observation.Metrics.Memory,
            _ => observation.Metrics.LatencyP95,
        };
        if (reading is null) return Pressure.Unbound.Value;
        if (Usable.Value(reading, observation.History.SamplesAfter, now, out var problem) is not { } value)
            return new Pressure.Unusable(metric, problem);
        var percent = metric == ScalingMetric.Latency
            ? blueprint.Scaling.ScaleUpThreshold.Value * value * TimeSpan.TicksPerMillisecond / target!.Value.Ticks
            : value;
        return new Pressure.Known(metric, weight, percent, value);
    }

    private static decimal Weight(ScalingMetric metric, IReadOnlyList<MetricWeight> metrics)
    {
        decimal weight = 0;
        for (var i = 0; i < metrics.Count; i++)
            if (metrics[i].Type == metric)
                weight += metrics[i].Weight;
        return weight;
    }
}

/// <summary>What one metric says about capacity. Closed: unbound, unusable, or a number.</summary>
public abstract record Pressure
{
    private Pressure()
    {
    }

    /// <summary>Not listed, of weight 0, or without a collector or target: left out.</summary>
    public sealed record Unbound : Pressure
    {
        /// <summary>The only value.</summary>
        public static readonly Unbound Value = new();
    }

    /// <summary>Weighs, but its reading cannot be used; <paramref name="Problem"/> says why.</summary>
    public sealed record Unusable(ScalingMetric Metric, string Problem) : Pressure;

    /// <summary>A pressure in percent, not clamped. 100 is the request for cpu and memory.</summary>
    /// <param name="Reading">The value behind it: percent, or milliseconds for latency.</param>
    public sealed record Known(ScalingMetric Metric, decimal Weight, decimal Percent, decimal Reading) : Pressure;
}
