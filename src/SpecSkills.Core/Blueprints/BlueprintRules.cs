using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Blueprints.Rules;

namespace SpecSkills.Core.Blueprints;

/// <summary>
/// What a blueprint must mean, beyond being readable: errors here make the decision engine answer <c>reject</c>,
/// warnings tell of settings that will surprise. Pure; computed once when a blueprint is read.
/// </summary>
public static class BlueprintRules
{
    /// <summary>All findings; <paramref name="document"/> is used only to find their lines.</summary>
    public static IReadOnlyList<Diagnostic> Check(Blueprint blueprint, DocumentNode? document = null)
    {
        var findings = new RuleFindings(document);
        ScalingRules.Check(blueprint, findings);
        RequestAndLimitRules.Check(blueprint, findings);
        TargetRules.Check(blueprint, findings);
        ProbeRules.Check(blueprint, findings);
        RolloutRules.Check(blueprint, findings);
        if (blueprint.Governance is { } governance)
            AuthorityRules.Check(
                governance.AgentAuthority, governance.ApprovalWorkflow, governance.Audit, governance.FreezeWindows,
                "spec.governance", findings);
        CostRules.Check(blueprint, findings);
        return findings.All;
    }

    /// <summary>
    /// True when scaling can be computed at all: the cheap part of <see cref="Check"/>, for a blueprint whose findings
    /// are not at hand.
    /// </summary>
    public static bool IsUsableForScaling(ScalingPolicy scaling) =>
        scaling.MinReplicas >= 0 && scaling.MinReplicas <= scaling.MaxReplicas
        && scaling.ScaleDownThreshold.Value < scaling.ScaleUpThreshold.Value
        && scaling.ScaleUpIncrement >= 1 && scaling.ScaleDownIncrement >= 1
        && scaling.Metrics.All(metric => metric.Weight >= 0) && scaling.Metrics.Any(metric => metric.Weight > 0)
        && scaling.Metrics.DistinctBy(metric => metric.Type).Count() == scaling.Metrics.Count;
}
