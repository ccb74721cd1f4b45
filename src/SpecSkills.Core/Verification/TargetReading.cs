using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Verification;

/// <summary>One target as one observation shows it.</summary>
/// <param name="Value">Null when nothing usable was measured.</param>
/// <param name="Met">Null when it cannot be judged.</param>
/// <param name="SampledAt">When the sample was taken; null where nothing was.</param>
/// <param name="IsBound">This metric is collected, whether or not the answer was usable.</param>
public sealed record TargetReading(decimal? Value, bool? Met, DateTimeOffset? SampledAt, bool IsBound)
{
    /// <summary>Fewer requests than this in the window are no basis for a percentile or a rate.</summary>
    public const int MinimumRequests = 20;

    /// <summary>
    /// Reads every target of a plan. Samples from before <paramref name="notBefore"/> are not used, nor stale ones, nor
    /// ones from the future.
    /// </summary>
    public static IReadOnlyList<TargetReading> Of(
        VerificationPlan plan, Observation observation, DateTimeOffset? notBefore, DateTimeOffset now)
    {
        var readings = new TargetReading[plan.Targets.Count];
        var missed = false;
        for (var i = 0; i < readings.Length; i++)
        {
            var target = plan.Targets[i];
            if (target.Metric == JudgedMetric.Throughput) continue;
            readings[i] = Read(plan, target, observation, notBefore, now);
            missed |= readings[i].Met == false && target.NeedsRequests;
        }

        for (var i = 0; i < readings.Length; i++)
            if (plan.Targets[i].Metric == JudgedMetric.Throughput)
                readings[i] = Throughput(plan.Targets[i], observation, notBefore, now, missed);
        return readings;
    }

    private static TargetReading Read(
        VerificationPlan plan, VerificationTarget target, Observation observation, DateTimeOffset? notBefore,
        DateTimeOffset now)
    {
        var reading = Metric(target.Metric, observation.Metrics);
        if (target.Metric == JudgedMetric.Availability && reading is null)
            return ReadyShare(target, observation.Deployment);
        if (Usable(reading, notBefore, now) is not { } sample) return Unmeasured(reading is not null);
        var value = sample.Value!.Value;
        return target.NeedsRequests && Requests(plan, observation.Metrics) < MinimumRequests
            ? new TargetReading(value, null, sample.SampledAt, IsBound: true)
            : new TargetReading(value, target.IsMetBy(value), sample.SampledAt, IsBound: true);
    }

    private static TargetReading Unmeasured(bool isBound) => new(null, null, null, isBound);

    /// <summary>Without a collector availability is what the Deployment says: ready over wanted.</summary>
    private static TargetReading ReadyShare(VerificationTarget target, DeploymentState deployment)
    {
        if (deployment.Replicas <= 0) return Unmeasured(isBound: false);
        var share = Math.Min(100m, 100m * deployment.ReadyReplicas / deployment.Replicas);
        return new TargetReading(share, target.IsMetBy(share), null, IsBound: false);
    }

    /// <summary>
    /// Little demand is not a failure: a low throughput is missed only where users are served badly too.
    /// </summary>
    private static TargetReading Throughput(
        VerificationTarget target, Observation observation, DateTimeOffset? notBefore, DateTimeOffset now,
        bool servedBadly)
    {
        if (Usable(observation.Metrics.Throughput, notBefore, now) is not { } sample)
            return Unmeasured(observation.Metrics.Throughput is not null);
        var value = sample.Value!.Value;
        bool? met = target.IsMetBy(value) ? true : servedBadly ? false : null;
        return new TargetReading(value, met, sample.SampledAt, IsBound: true);
    }

    /// <summary>
    /// How many requests rates and percentiles are over; as many as needed when they are not counted.
    /// </summary>
    private static decimal Requests(VerificationPlan plan, MetricReadings metrics) =>
        (metrics.ErrorRate as MetricReading.Sample)?.Requests
        ?? (metrics.LatencyP95 as MetricReading.Sample)?.Requests
        ?? (metrics.Throughput as MetricReading.Sample)?.Value * (decimal)plan.Window.TotalSeconds
        ?? MinimumRequests;

    private static MetricReading.Sample? Usable(
        MetricReading? reading, DateTimeOffset? notBefore, DateTimeOffset now) =>
        reading is MetricReading.Sample { Value: >= 0, SampledAt: { } at } sample
            && (notBefore is null || at >= notBefore)
            && at - now <= EngineConstants.ClockTolerance
            && now - at <= EngineConstants.SampleFreshness
            ? sample
            : null;

    /// <summary>The collector's answer behind a metric.</summary>
    internal static MetricReading? Metric(JudgedMetric metric, MetricReadings metrics) => metric switch
    {
        JudgedMetric.Cpu => metrics.Cpu,
        JudgedMetric.Memory => metrics.Memory,
        JudgedMetric.LatencyP50 => metrics.LatencyP50,
        JudgedMetric.LatencyP95 => metrics.LatencyP95,
        JudgedMetric.LatencyP99 => metrics.LatencyP99,
        JudgedMetric.ErrorRate => metrics.ErrorRate,
        JudgedMetric.Availability => metrics.Availability,
        JudgedMetric.Throughput => metrics.Throughput,
        _ => throw new InvalidOperationException($"Metric {metric} is not listed here."),
    };
}
