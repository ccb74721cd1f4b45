using System.Text;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions.Rules;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions.Scaling;

/// <summary>
/// At least one metric is above the upper threshold: more replicas, unless something speaks against it.
/// </summary>
internal static class ScaleUp
{
    private static readonly string[] Conflict =
        [BlueprintPaths.LatencyP95, BlueprintPaths.ScaleDownThreshold, BlueprintPaths.Metrics];

    private static readonly string[] ByUtilization = [BlueprintPaths.ScaleUpThreshold, BlueprintPaths.MaxReplicas];
    private static readonly string[] ByLatency = [BlueprintPaths.MaxReplicas, BlueprintPaths.LatencyP95];
    private static readonly string[] ByBoth = [.. ByUtilization, BlueprintPaths.LatencyP95];

    public static RuleOutcome Evaluate(
        DecisionInput input, Pressures pressures, IReadOnlyList<Pressure.Known> breached)
    {
        var scaling = input.Blueprint.Scaling;
        var n = input.Observation.Deployment.Replicas;
        if (Conflicting(input, pressures, breached) is { } conflict) return conflict;
        var why = Why(input.Blueprint, breached);
        var references = References(breached);
        if (n >= scaling.MaxReplicas)
            return new RuleOutcome.Hold("at_max",
                $"{why} But {n} replicas are max_replicas already ({BlueprintPaths.MaxReplicas}).", false, references)
            { Alert = true };
        if (Cooldown.Holds(input) is { } cooldown) return cooldown;
        if (Warming(input, breached) is { } warming) return warming;
        // Compared by difference, because an increment may be as large as an int.
        var target = scaling.MaxReplicas - n <= scaling.ScaleUpIncrement
            ? scaling.MaxReplicas
            : n + scaling.ScaleUpIncrement;
        var reason = breached[0].Metric switch
        {
            ScalingMetric.Cpu => "cpu_above_up_threshold",
            ScalingMetric.Memory => "memory_above_up_threshold",
            _ => "latency_above_target",
        };
        return Scale.To(input, target, reason, references,
            $"{why} Scaling from {n} to {target} replicas (max_replicas is {scaling.MaxReplicas}, " +
            $"{BlueprintPaths.MaxReplicas}).");
    }

    /// <summary>
    /// Bad latency on idle cpu is a dependency's problem rather than capacity's, unless the weights say otherwise.
    /// </summary>
    private static RuleOutcome.Hold? Conflicting(
        DecisionInput input, Pressures pressures, IReadOnlyList<Pressure.Known> breached)
    {
        var lower = input.Blueprint.Scaling.ScaleDownThreshold;
        if (breached is not [{ Metric: ScalingMetric.Latency } latency]) return null;
        if (!(pressures.Cpu < lower.Value)) return null;
        var mean = pressures.WeightedMean();
        if (mean > lower.Value) return null;
        return new RuleOutcome.Hold("conflicting_signals",
            $"Latency p95 ({CurrentState.Milliseconds(latency.Reading)}) asks for more replicas while CPU " +
            $"utilization ({CurrentState.Percent(pressures.Cpu!.Value)}) is below scale_down_threshold ({lower}), " +
            $"and the weighted pressure ({CurrentState.Percent(mean)}) is not above it: a dependency is likelier " +
            "than missing capacity.",
            false, Conflict)
        { Alert = true };
    }

    /// <summary>Holds when the pods already starting bring every breach back to the threshold.</summary>
    private static RuleOutcome.Hold? Warming(DecisionInput input, IReadOnlyList<Pressure.Known> breached)
    {
        var deployment = input.Observation.Deployment;
        if (deployment.WarmingPods <= 0) return null;
        var threshold = input.Blueprint.Scaling.ScaleUpThreshold.Value;
        decimal ready = deployment.ReadyReplicas;
        foreach (var pressure in breached)
            if (pressure.Percent * ready > threshold * (ready + deployment.WarmingPods))
                return null;
        return new RuleOutcome.Hold("pods_warming",
            $"{deployment.WarmingPods} pods are starting; with them ready, what is above scale_up_threshold " +
            $"({input.Blueprint.Scaling.ScaleUpThreshold}) comes back to it.", false,
            [BlueprintPaths.ScaleUpThreshold]);
    }

    private static string Why(Blueprint blueprint, IReadOnlyList<Pressure.Known> breached)
    {
        var text = new StringBuilder(160);
        foreach (var pressure in breached)
        {
            if (text.Length > 0) text.Append(' ');
            if (pressure.Metric == ScalingMetric.Latency)
                text.Append("Latency p95 (").Append(CurrentState.Milliseconds(pressure.Reading))
                    .Append(") exceeds its target (").Append(Target(blueprint)).Append(", ")
                    .Append(BlueprintPaths.LatencyP95).Append(").");
            else
                text.Append(pressure.Metric == ScalingMetric.Cpu ? "CPU" : "Memory").Append(" utilization (")
                    .Append(CurrentState.Percent(pressure.Percent)).Append(") exceeds scale_up_threshold (")
                    .Append(blueprint.Scaling.ScaleUpThreshold.ToString()).Append(", ")
                    .Append(BlueprintPaths.ScaleUpThreshold).Append(").");
        }

        return text.ToString();
    }

    private static string Target(Blueprint blueprint) =>
        DurationText.Milliseconds(blueprint.Performance.LatencyP95.GetValueOrDefault());

    private static string[] References(IReadOnlyList<Pressure.Known> breached) =>
        breached[^1].Metric != ScalingMetric.Latency ? ByUtilization : breached.Count == 1 ? ByLatency : ByBoth;
}
