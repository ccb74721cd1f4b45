using SpecSkills.Core.Decisions.Rules;

namespace SpecSkills.Core.Decisions.Scaling;

/// <summary>
/// More replicas than the blueprint allows: back to the maximum, but not faster than the load permits.
/// </summary>
internal static class AboveMaximum
{
    private static readonly string[] References = [BlueprintPaths.MaxReplicas, BlueprintPaths.ScaleUpThreshold];

    public static RuleOutcome Evaluate(DecisionInput input, Pressures pressures)
    {
        var deployment = input.Observation.Deployment;
        var max = input.Blueprint.Scaling.MaxReplicas;
        var n = deployment.Replicas;
        var excess = $"{n} replicas are above max_replicas ({max}, {BlueprintPaths.MaxReplicas})";
        if (deployment.RolloutInProgress)
            return Hold("rollout_in_progress", $"{excess}, but a rollout runs; it ends before replicas are removed.");
        if (pressures.Cpu is null)
            return Hold("above_max_unverifiable",
                $"{excess}, but without CPU utilization no smaller count is known safe.");
        if (SafeCount.Smallest(pressures, deployment.ReadyReplicas, max, n - 1) is not { } count)
            return Hold("projected_breach", $"{excess}, but every smaller count would exceed scale_up_threshold " +
                $"({input.Blueprint.Scaling.ScaleUpThreshold}) or its headroom.");
        return count == max
            ? Scale.To(input, max, "above_max", References,
                $"{excess}, and {max} carry the present load: scaling to {max}.")
            : Scale.To(input, count, "above_max_partial", References,
                $"{excess}; {count} is the smallest count that carries the present load below scale_up_threshold " +
                $"({input.Blueprint.Scaling.ScaleUpThreshold}) with headroom.");
    }

    private static RuleOutcome.Hold Hold(string reason, string why) =>
        new(reason, why, false, References) { Alert = true };
}
