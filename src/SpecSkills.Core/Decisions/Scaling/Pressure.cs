using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Decisions.Scaling;

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
