using SpecSkills.Core.Decisions.Rules;

namespace SpecSkills.Core.Decisions.Drift;

/// <summary>
/// Differences between the Deployment and its blueprint in what the blueprint fixes: rollout parameters, probe timing,
/// resources. Replicas inside [min, max] are not drift. Each difference is proposed to a person, one operation at a
/// time, and never stops scaling: the engine does not yet tell a written field from a changed blueprint
/// yet, so nothing is put back on the engine's own authority.
/// </summary>
internal static class BlueprintDrift
{
    private static readonly RuleOutcome None = new RuleOutcome.NotApplicable(
        "What was observed of strategy, probes and resources is as the blueprint has it.");

    public static RuleOutcome Evaluate(DecisionInput input)
    {
        var difference = StrategyDifference.Of(input) ?? ProbeDifference.Of(input) ?? ResourceDifference.Of(input);
        if (difference is null) return None;
        if (input.Observation.Deployment.RolloutInProgress)
            return new RuleOutcome.Hold("rollout_in_progress",
                "The Deployment differs from its blueprint, but a rollout is running. It is compared again "
                + "afterwards.", false, []);
        var operation = OperationPlanner.Build(
            difference.Parameters, input.Observation, input.Blueprint, OperationOrigin.BlueprintChange);
        var changes = string.Join(", ", operation.After
            .Where(field => operation.Before[field.Key] != field.Value)
            .Select(field => $"{field.Key} is {operation.Before[field.Key] ?? "not set"} and should be {field.Value}"));
        var type = difference.Parameters.Kind == OperationKind.AdjustResources
            ? DecisionType.AdjustResources
            : DecisionType.UpdateDeployment;
        return new RuleOutcome.Suggest(new Proposal(type, "blueprint_difference",
            $"The Deployment differs from its blueprint: {changes} ({string.Join(", ", difference.Paths)}).",
            difference.Paths, operation,
            [.. operation.After.Select(field => new StateValue(field.Key, field.Value))])
        { Alert = true, ProposalOnly = true });
    }
}
