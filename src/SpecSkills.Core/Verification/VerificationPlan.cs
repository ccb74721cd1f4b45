using System.Globalization;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Verification;

/// <summary>
/// How one operation will be judged, fixed before it is executed: a blueprint that changes meanwhile does not change
/// the criteria.
/// </summary>
/// <param name="AvailabilityAllowance">How long the change may take to become available.</param>
/// <param name="Window">How long targets are watched after that.</param>
/// <param name="RollbackThreshold">Violating samples in a row that end it early.</param>
/// <param name="AddsCapacity">More replicas or larger requests: undoing it during a miss would make things
/// worse.</param>
/// <param name="TakesCapacity">Fewer replicas or smaller requests: when nothing can be judged it is undone.</param>
/// <param name="CanBeUndone">False for an eviction and for a rollback.</param>
/// <param name="IsCompensation">This operation undoes another: it must restore what was, not more.</param>
public sealed record VerificationPlan(
    IReadOnlyList<VerificationTarget> Targets,
    TimeSpan AvailabilityAllowance,
    TimeSpan Window,
    int RollbackThreshold,
    bool AddsCapacity,
    bool TakesCapacity,
    bool CanBeUndone,
    bool RollbackOnFailure,
    bool StrictRollback,
    bool IsCompensation)
{
    /// <summary>An operation not verified this long after its window counts as failed.</summary>
    public static readonly TimeSpan Overdue = TimeSpan.FromMinutes(5);

    /// <summary>Most batches a rollout is given time for: the allowance stays finite for any replica count.</summary>
    private const int MaximumBatches = 50;

    private const int DefaultReadinessDelaySeconds = 0;

    /// <summary>When an operation executed then is overdue.</summary>
    public DateTimeOffset OverdueAt(DateTimeOffset executedAt) => executedAt + AvailabilityAllowance + Window + Overdue;

    /// <summary>The plan for an operation under a blueprint.</summary>
    public static VerificationPlan For(Operation operation, Blueprint blueprint, Observation before)
    {
        var reliability = blueprint.Reliability;
        var change = CapacityChange.Of(operation);
        return new VerificationPlan(
            TargetsOf(blueprint),
            Allowance(operation, blueprint, before),
            reliability.VerificationWindow,
            Math.Max(1, reliability.RollbackThreshold),
            change == CapacityChange.Direction.More,
            change == CapacityChange.Direction.Less,
            Compensation.IsPossible(operation),
            reliability.RollbackOnFailure,
            reliability.StrictRollback,
            IsCompensation: false);
    }

    private static List<VerificationTarget> TargetsOf(Blueprint blueprint)
    {
        var targets = new List<VerificationTarget>(8)
        {
            new(JudgedMetric.Cpu, "spec.scaling.scale_up_threshold", blueprint.Scaling.ScaleUpThreshold.Value),
            new(JudgedMetric.Memory, "spec.scaling.scale_up_threshold", blueprint.Scaling.ScaleUpThreshold.Value),
        };
        var performance = blueprint.Performance;
        AddLatency(targets, JudgedMetric.LatencyP50, performance.LatencyP50);
        AddLatency(targets, JudgedMetric.LatencyP95, performance.LatencyP95);
        AddLatency(targets, JudgedMetric.LatencyP99, performance.LatencyP99);
        Add(targets, JudgedMetric.ErrorRate, "spec.performance.error_rate_max", performance.ErrorRateMax?.Value);
        Add(targets, JudgedMetric.Availability, "spec.performance.availability", performance.Availability?.Value);
        Add(targets, JudgedMetric.Throughput, "spec.performance.throughput_min", performance.ThroughputMin?.PerSecond);
        return targets;
    }

    private static void AddLatency(List<VerificationTarget> targets, JudgedMetric metric, TimeSpan? limit) => Add(
        targets, metric, $"spec.performance.{metric switch
        {
            JudgedMetric.LatencyP50 => "latency_p50",
            JudgedMetric.LatencyP95 => "latency_p95",
            _ => "latency_p99",
        }}",
        limit is { } time ? time.Ticks / (decimal)TimeSpan.TicksPerMillisecond : null);

    private static void Add(List<VerificationTarget> targets, JudgedMetric metric, string path, decimal? limit)
    {
        if (limit is { } value) targets.Add(new VerificationTarget(metric, path, value));
    }

    /// <summary>
    /// Health check timeout, readiness delay and minimum ready time for every batch of pods that follow one another:
    /// new replicas come all at once, a new template batch by batch.
    /// </summary>
    private static TimeSpan Allowance(Operation operation, Blueprint blueprint, Observation before)
    {
        var delay = blueprint.Reliability.ReadinessProbe?.InitialDelay
            ?? TimeSpan.FromSeconds(DefaultReadinessDelaySeconds);
        var batch = blueprint.Reliability.HealthCheckTimeout + delay
            + (blueprint.Deployment?.MinReadySeconds ?? TimeSpan.Zero);
        return batch * Batches(operation, blueprint, before);
    }

    private static int Batches(Operation operation, Blueprint blueprint, Observation before)
    {
        if (operation.Kind is OperationKind.Scale or OperationKind.RestartPods) return 1;
        var replicas = Math.Max(1, before.Deployment.Replicas);
        var surge = Share(
            before.Deployment.Strategy?.MaxSurge ?? blueprint.Deployment?.MaxSurge, replicas, roundUp: true);
        var missing = Share(
            before.Deployment.Strategy?.MaxUnavailable ?? blueprint.Deployment?.MaxUnavailable, replicas,
            roundUp: false);
        var step = Math.Max(1, surge + missing);
        return Math.Min(MaximumBatches, (replicas + step - 1) / step);
    }

    /// <summary>Kubernetes rounds a surge up and what may be missing down.</summary>
    private static int Share(string? countOrPercent, int replicas, bool roundUp)
    {
        if (int.TryParse(countOrPercent, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return Math.Min(count, replicas);
        if (!Percentage.TryParse(countOrPercent, out var percent)) return 0;
        var share = replicas * Math.Clamp(percent.Value, 0m, 100m) / 100m;
        return (int)(roundUp ? decimal.Ceiling(share) : decimal.Floor(share));
    }
}
