using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints.Rules;

/// <summary>Bounds, thresholds, increments, weights; and bands that will not behave as hoped.</summary>
internal static class ScalingRules
{
    private const string Path = "spec.scaling";

    /// <summary>The share of the upper threshold that a smaller count may reach on average and still be safe.</summary>
    private const decimal SafeShare = 0.9m;

    public static void Check(Blueprint blueprint, RuleFindings findings)
    {
        var scaling = blueprint.Scaling;
        CheckBounds(scaling, findings);
        CheckThresholds(scaling, findings);
        CheckIncrement(scaling.ScaleUpIncrement, "scale_up_increment", findings);
        CheckIncrement(scaling.ScaleDownIncrement, "scale_down_increment", findings);
        CheckWeights(blueprint, findings);
        if (!BlueprintRules.IsUsableForScaling(scaling)) return;
        WarnOfNarrowBand(scaling, findings);
        if (scaling.ScaleDownStabilization == TimeSpan.Zero && scaling.MaxReplicas > scaling.MinReplicas)
            findings.Warning(DiagnosticCodes.NoStabilization, $"{Path}.scale_down_stabilization",
                "one quiet sample is enough to scale down", "Set scale_down_stabilization, such as 5m.");
    }

    private static void CheckBounds(ScalingPolicy scaling, RuleFindings findings)
    {
        if (scaling.MinReplicas < 0)
            findings.Error(DiagnosticCodes.ReplicaBounds, $"{Path}.min_replicas",
                $"min_replicas is {scaling.MinReplicas}, below 0", "Write 0 or more.");
        if (scaling.MaxReplicas < 0)
            findings.Error(DiagnosticCodes.ReplicaBounds, $"{Path}.max_replicas",
                $"max_replicas is {scaling.MaxReplicas}, below 0", "Write 1 or more.");
        if (scaling.MinReplicas > scaling.MaxReplicas)
        {
            findings.Error(DiagnosticCodes.ReplicaBounds, $"{Path}.max_replicas",
                $"min_replicas ({scaling.MinReplicas}) is above max_replicas ({scaling.MaxReplicas})",
                $"Raise max_replicas to at least {scaling.MinReplicas}, or lower min_replicas.");
            return;
        }

        if (scaling.TargetReplicas is { } target && (target < scaling.MinReplicas || target > scaling.MaxReplicas))
            findings.Error(DiagnosticCodes.ReplicaBounds, $"{Path}.target_replicas",
                $"target_replicas ({target}) is outside {scaling.MinReplicas} to {scaling.MaxReplicas}",
                "Choose a count from min_replicas to max_replicas.");
    }

    private static void CheckThresholds(ScalingPolicy scaling, RuleFindings findings)
    {
        if (scaling.ScaleDownThreshold.Value >= scaling.ScaleUpThreshold.Value)
            findings.Error(DiagnosticCodes.ScalingThresholds, $"{Path}.scale_down_threshold",
                $"scale_down_threshold ({scaling.ScaleDownThreshold}) is not below scale_up_threshold "
                + $"({scaling.ScaleUpThreshold})", "Leave a band between them, such as 30% and 80%.");
    }

    private static void CheckIncrement(int increment, string key, RuleFindings findings)
    {
        if (increment < 1)
            findings.Error(DiagnosticCodes.Increment, $"{Path}.{key}", $"{key} is {increment}, below 1",
                "Write 1 or more.");
    }

    private static void CheckWeights(Blueprint blueprint, RuleFindings findings)
    {
        var metrics = blueprint.Scaling.Metrics;
        if (metrics.Count == 0)
            findings.Error(DiagnosticCodes.MetricWeights, $"{Path}.metrics", "the list of metrics is empty",
                "Name a metric, or remove the list to scale by cpu alone.");
        var seen = new HashSet<ScalingMetric>();
        for (var i = 0; i < metrics.Count; i++)
        {
            var path = $"{Path}.metrics[{i}]";
            var (metric, weight) = metrics[i];
            var name = WireWord.Of(metric);
            if (!seen.Add(metric))
                findings.Error(DiagnosticCodes.MetricWeights, $"{path}.type", $"{name} is listed twice", "Keep one.");
            if (weight < 0)
                findings.Error(DiagnosticCodes.MetricWeights, $"{path}.weight", $"the weight of {name} is negative",
                    "Write 0 or more.");
            if (weight == 0 && metrics.Any(other => other.Weight > 0))
                findings.Warning(DiagnosticCodes.IdleWeight, $"{path}.weight",
                    $"{name} has weight 0 and is not looked at",
                    "Give it a weight, or remove it.");
            if (weight > 0 && metric == ScalingMetric.Latency && blueprint.Performance.LatencyP95 is null)
                findings.Warning(DiagnosticCodes.IdleWeight, $"{path}.type",
                    "latency is weighed, but spec.performance.latency_p95 says no target",
                    "Set performance.latency_p95, or remove the metric.");
        }

        if (metrics.Count > 0 && metrics.All(metric => metric.Weight == 0))
            findings.Error(DiagnosticCodes.MetricWeights, $"{Path}.metrics", "the weights sum to 0",
                "Give at least one metric a weight above 0.");
    }

    // A step down is safe only while the load it leaves per pod stays clear of the upper threshold. If even a load just
    // under the lower threshold would not, a quiet service stays one step above its minimum.
    private static void WarnOfNarrowBand(ScalingPolicy scaling, RuleFindings findings)
    {
        if (scaling.MinReplicas == scaling.MaxReplicas) return;
        if (scaling.MinReplicas == 0)
        {
            findings.Warning(DiagnosticCodes.NarrowBand, $"{Path}.min_replicas",
                "the last step, from 1 to 0, is never taken by itself: no pod would be left to carry the load",
                "Set min_replicas to 1 if no person should scale it to zero by hand.");
            return;
        }

        var atMinimum = scaling.ScaleDownThreshold.Value * (scaling.MinReplicas + 1) / scaling.MinReplicas;
        if (atMinimum <= SafeShare * scaling.ScaleUpThreshold.Value) return;
        findings.Warning(DiagnosticCodes.NarrowBand, $"{Path}.scale_down_threshold",
            $"the last step to {scaling.MinReplicas} would be blocked at the threshold: "
            + $"{scaling.ScaleDownThreshold} on {scaling.MinReplicas + 1} replicas is {new Percentage(atMinimum)} on "
            + $"{scaling.MinReplicas}, "
            + $"and at most {new Percentage(SafeShare * scaling.ScaleUpThreshold.Value)} is safe",
            "Lower scale_down_threshold or raise scale_up_threshold.");
    }
}
