using SpecSkills.Core.Decisions.Rules;

namespace SpecSkills.Core.Decisions.Scaling;

/// <summary>
/// How many replicas there should be. Starts from <c>spec.replicas</c>, never from a pod count: surge pods are not
/// capacity. Always ends in a change or in a hold with its reason.
/// </summary>
internal static class ScalingRule
{
    public static RuleOutcome Evaluate(DecisionInput input)
    {
        var deployment = input.Observation.Deployment;
        var scaling = input.Blueprint.Scaling;
        var n = deployment.Replicas;
        // A VerticalPodAutoscaler owns requests, not the count.
        if (deployment.ManagedByAutoscaler is { } owner
            && !owner.StartsWith("VerticalPodAutoscaler/", StringComparison.Ordinal))
            return Hold(
                "external_owner", $"{owner} scales this Deployment; two owners would overwrite each other's count.");
        if (n == 0)
            return Hold("maintenance_zero", "Zero replicas were set by a person; only a person starts it again.");
        if (n < scaling.MinReplicas)
            return Scale.To(input, scaling.MinReplicas, "below_min", [BlueprintPaths.MinReplicas],
                $"{n} replicas are below min_replicas ({scaling.MinReplicas}, {BlueprintPaths.MinReplicas}); this is " +
                "corrected regardless of the metrics and the cooldown.");
        var pressures = Pressures.Of(input.Blueprint, input.Observation, input.Now);
        if (n > scaling.MaxReplicas) return AboveMaximum.Evaluate(input, pressures);
        if (deployment.ReadyReplicas <= 0)
            return Hold("no_ready_pods", "No pod is ready. Recovery handles this; more replicas would fail too.");
        var breached = pressures.Breached;
        if (breached.Count > 0) return ScaleUp.Evaluate(input, pressures, breached);
        if (pressures.Cpu < scaling.ScaleDownThreshold.Value) return ScaleDown.Evaluate(input, pressures);
        return Calm(input, pressures);
    }

    private static RuleOutcome.Hold Calm(DecisionInput input, Pressures pressures)
    {
        var scaling = input.Blueprint.Scaling;
        if (pressures.Cpu is { } cpu)
            return new RuleOutcome.Hold("within_band",
                $"Nothing is above scale_up_threshold ({scaling.ScaleUpThreshold}), and CPU utilization " +
                $"({CurrentState.Percent(cpu)}) is not below scale_down_threshold ({scaling.ScaleDownThreshold}).",
                false, [BlueprintPaths.ScaleUpThreshold, BlueprintPaths.ScaleDownThreshold]);
        var problem = pressures.CpuReading is Pressure.Unusable unusable
            ? unusable.Problem
            : "no collector delivers it, or spec.scaling.metrics gives it no weight";
        return new RuleOutcome.Hold("cpu_unusable",
            $"CPU utilization cannot be used: {problem}. Nothing else asks for more replicas.", false,
            [BlueprintPaths.Metrics]);
    }

    private static RuleOutcome.Hold Hold(string reason, string why) => new(reason, why, false, []);
}
