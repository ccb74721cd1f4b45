using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints.Rules;

/// <summary>Requests under limits, and goals that scaling does not undo.</summary>
internal static class RequestAndLimitRules
{
    public static void Check(Blueprint blueprint, RuleFindings findings)
    {
        var (cpu, memory, _) = blueprint.Resources;
        if (cpu.Request.CompareTo(cpu.Limit) > 0)
            AboveLimit("cpu", cpu.Request.ToString(), cpu.Limit.ToString(), findings);
        if (memory.Request.CompareTo(memory.Limit) > 0)
            AboveLimit("memory", memory.Request.ToString(), memory.Limit.ToString(), findings);
        WarnOfChase("cpu", cpu.TargetUtilization, blueprint.Scaling, findings);
        if (blueprint.Scaling.Metrics.Any(metric => metric is { Type: ScalingMetric.Memory, Weight: > 0 }))
            WarnOfChase("memory", memory.TargetUtilization, blueprint.Scaling, findings);
    }

    private static void AboveLimit(string resource, string request, string limit, RuleFindings findings) =>
        findings.Error(DiagnosticCodes.RequestAboveLimit, $"spec.resources.{resource}.request",
            $"the {resource} request ({request}) is above its limit ({limit})",
            "Raise the limit or lower the request.");

    private static void WarnOfChase(string resource, Percentage? target, ScalingPolicy scaling, RuleFindings findings)
    {
        if (target is not { } goal) return;
        if (goal.CompareTo(scaling.ScaleDownThreshold) >= 0 && goal.CompareTo(scaling.ScaleUpThreshold) <= 0) return;
        findings.Warning(DiagnosticCodes.UtilizationOutsideBand, $"spec.resources.{resource}.target_utilization",
            $"{goal} is not between scale_down_threshold ({scaling.ScaleDownThreshold}) and scale_up_threshold "
            + $"({scaling.ScaleUpThreshold}): optimising and scaling would chase each other",
            "Choose a goal between the two thresholds.");
    }
}
