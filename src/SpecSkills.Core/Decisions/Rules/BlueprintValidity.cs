using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Decisions.Rules;

/// <summary>
/// What makes a blueprint unusable for deciding. The findings of validation come with the input; the conditions the
/// arithmetic of scaling rests on are looked at here as well, so that no caller can forget them.
/// </summary>
internal static class BlueprintValidity
{
    /// <summary>The contract's bound on thresholds.</summary>
    private const decimal ThresholdLimit = 1000m;

    /// <summary>Weights are shares; a million to one is nonsense, and products with it stay inside decimal.</summary>
    private const decimal WeightLimit = 1_000_000m;

    /// <summary>
    /// The first reason to reject, as a sentence and what it cites: the path it is about, or the finding's code where
    /// it is about no path (an unusable policy lock). Null when there is none.
    /// </summary>
    public static (string Why, string Path)? FirstProblem(DecisionInput input)
    {
        foreach (var finding in input.Findings)
            if (finding.Severity == DiagnosticSeverity.Error)
                return finding.Path.Length > 0
                    ? ($"{finding.Path}: {finding.Message}", finding.Path)
                    : (finding.Message, finding.Code);
        return Scaling(input.Blueprint.Scaling);
    }

    private static (string Why, string Path)? Scaling(ScalingPolicy scaling)
    {
        if (scaling.MinReplicas < 0)
            return ($"min_replicas is {scaling.MinReplicas}; it must be at least 0.", BlueprintPaths.MinReplicas);
        if (scaling.MinReplicas > scaling.MaxReplicas)
            return ($"min_replicas ({scaling.MinReplicas}) is above max_replicas ({scaling.MaxReplicas}).",
                BlueprintPaths.MinReplicas);
        if (scaling.ScaleDownThreshold.Value >= scaling.ScaleUpThreshold.Value)
            return ($"scale_down_threshold ({scaling.ScaleDownThreshold}) must be below " +
                $"scale_up_threshold ({scaling.ScaleUpThreshold}).", BlueprintPaths.ScaleDownThreshold);
        if (scaling.ScaleUpThreshold.Value > ThresholdLimit)
            return ($"scale_up_threshold ({scaling.ScaleUpThreshold}) is above {ThresholdLimit}%.",
                BlueprintPaths.ScaleUpThreshold);
        if (scaling.ScaleUpIncrement < 1 || scaling.ScaleDownIncrement < 1)
            return ($"An increment below 1 moves nothing (up {scaling.ScaleUpIncrement}, " +
                $"down {scaling.ScaleDownIncrement}).", BlueprintPaths.ScaleUpIncrement);
        return Weights(scaling.Metrics);
    }

    private static (string Why, string Path)? Weights(IReadOnlyList<MetricWeight> metrics)
    {
        if (metrics.Count == 0) return ("No metric is listed, so nothing could be decided by.", BlueprintPaths.Metrics);
        var someWeight = false;
        foreach (var metric in metrics)
        {
            if (metric.Weight < 0) return ($"A weight is negative ({metric.Weight}).", BlueprintPaths.Metrics);
            if (metric.Weight > WeightLimit)
                return ($"A weight ({metric.Weight}) is above {WeightLimit}.", BlueprintPaths.Metrics);
            someWeight |= metric.Weight > 0;
        }

        return someWeight ? null : ("The weights sum to 0, so no metric would count.", BlueprintPaths.Metrics);
    }
}
