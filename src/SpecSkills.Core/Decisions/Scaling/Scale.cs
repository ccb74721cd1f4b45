using SpecSkills.Core.Decisions.Rules;

namespace SpecSkills.Core.Decisions.Scaling;

/// <summary>A change of the replica count as a rule's outcome.</summary>
internal static class Scale
{
    public static RuleOutcome.Act To(
        DecisionInput input, int replicas, string reason, IReadOnlyList<string> references, string why)
    {
        var type = replicas > input.Observation.Deployment.Replicas ? DecisionType.ScaleUp : DecisionType.ScaleDown;
        var operation = OperationPlanner.Build(
            new OperationParameters.Scale(replicas), input.Observation, input.Blueprint, OperationOrigin.Scaling);
        return new RuleOutcome.Act(
            new Proposal(type, reason, why, references, operation, [StateValue.Of("replicas", replicas)]));
    }
}
