using SpecSkills.Core.Decisions.Rules;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions.Scaling;

/// <summary>
/// Cpu is below the lower threshold and nothing asks for more: fewer replicas, if that is known to be safe.
/// </summary>
internal static class ScaleDown
{
    private static readonly string[] References = [BlueprintPaths.ScaleDownThreshold, BlueprintPaths.MinReplicas];

    public static RuleOutcome Evaluate(DecisionInput input, Pressures pressures)
    {
        var scaling = input.Blueprint.Scaling;
        var deployment = input.Observation.Deployment;
        var n = deployment.Replicas;
        var low = $"CPU utilization ({CurrentState.Percent(pressures.Cpu!.Value)}) is below scale_down_threshold " +
            $"({scaling.ScaleDownThreshold}, {BlueprintPaths.ScaleDownThreshold})";
        if (n <= scaling.MinReplicas)
            return Hold("at_min", $"{low}, but {n} replicas are min_replicas already ({BlueprintPaths.MinReplicas}).");
        if (Cooldown.Holds(input) is { } cooldown) return cooldown;
        if (deployment.RolloutInProgress)
            return Hold("rollout_in_progress", $"{low}, but a rollout runs; it ends before replicas are removed.");
        if (deployment.WarmingPods > 0)
            return Hold("pods_warming", $"{low}, but {deployment.WarmingPods} pods are still starting.");
        if (pressures.FirstUnusable is { } blind)
            return Hold("metric_unusable", $"{low}, but {blind.Metric} cannot be used: {blind.Problem}. Replicas are " +
                "never removed without data.");
        if (!Sustained(input))
            return Hold("not_sustained", $"{low}, but this is not known for the whole scale_down_stabilization " +
                $"({DurationText.Format(scaling.ScaleDownStabilization)}, {BlueprintPaths.ScaleDownStabilization}).");
        // Compared by difference, because an increment may be as large as an int.
        var wanted = n - scaling.MinReplicas <= scaling.ScaleDownIncrement
            ? scaling.MinReplicas
            : n - scaling.ScaleDownIncrement;
        if (SafeCount.Smallest(pressures, deployment.ReadyReplicas, wanted, n - 1) is not { } count)
            return Hold("projected_breach", $"{low}, but on {n - 1} replicas the present load would exceed " +
                $"scale_up_threshold ({scaling.ScaleUpThreshold}) or its headroom.");
        return count == wanted
            ? Scale.To(input, count, "cpu_below_down_threshold", References,
                $"{low}, and {count} replicas carry the present load: scaling from {n} to {count} (min_replicas is " +
                $"{scaling.MinReplicas}).")
            : Scale.To(input, count, "cpu_below_down_threshold_partial", References,
                $"{low}. The full step to {wanted} replicas would exceed scale_up_threshold (" +
                $"{scaling.ScaleUpThreshold}) or its headroom, so the step ends at {count}.");
    }

    private static bool Sustained(DecisionInput input)
    {
        var scaling = input.Blueprint.Scaling;
        if (scaling.ScaleDownStabilization <= TimeSpan.Zero) return true;
        var history = input.Observation.History;
        if (!history.CpuWindowComplete || history.CpuWindowPercent.Count == 0) return false;
        foreach (var percent in history.CpuWindowPercent)
            if (percent >= scaling.ScaleDownThreshold.Value)
                return false;
        return true;
    }

    private static RuleOutcome.Hold Hold(string reason, string why) => new(reason, why, false, References);
}
