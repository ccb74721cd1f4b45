using SpecSkills.Core.Decisions.Drift;
using SpecSkills.Core.Decisions.Recovery;
using SpecSkills.Core.Decisions.Resources;
using SpecSkills.Core.Decisions.Rules;
using SpecSkills.Core.Decisions.Scaling;

namespace SpecSkills.Core.Decisions;

/// <summary>
/// Blueprint and observation to decision. The rules are asked in a fixed order; the first that acts or holds with
/// blocking effect decides, and every rule stands in <see cref="Decision.Considered"/> with what it said. A pure
/// function.
/// </summary>
public static class DecisionEngine
{
    private static readonly (string Name, Func<DecisionInput, RuleOutcome> Evaluate)[] Rules =
    [
        ("gates", Gates.Evaluate),
        ("failure_recovery", FailureRecovery.Evaluate),
        ("drift", BlueprintDrift.Evaluate),
        ("scaling", ScalingRule.Evaluate),
        ("resource_optimization", ResourceOptimization.Evaluate),
    ];

    /// <summary>Decides what should happen to one service now, if anything.</summary>
    public static Decision Decide(DecisionInput input)
    {
        if (BlueprintValidity.FirstProblem(input) is var (problem, path)) return Reject(input, problem, path);
        var outcomes = new RuleOutcome?[Rules.Length];
        var chosen = Choose(input, outcomes);
        var considered = Considered(outcomes, chosen);
        return outcomes[chosen] switch
        {
            RuleOutcome.Act act => Change(input, act.Proposal, considered),
            RuleOutcome.Suggest suggest => Change(input, suggest.Proposal, considered),
            RuleOutcome.Hold hold => Hold(input, hold, considered),
            _ => throw new InvalidOperationException($"Rule {Rules[chosen].Name} was chosen without an outcome."),
        };
    }

    /// <summary>
    /// Index of the deciding rule: the first that acts or blocks; else the first suggestion; else scaling, which always
    /// has a reason.
    /// </summary>
    private static int Choose(DecisionInput input, RuleOutcome?[] outcomes)
    {
        var suggestion = -1;
        var scaling = -1;
        for (var i = 0; i < Rules.Length; i++)
        {
            outcomes[i] = Rules[i].Evaluate(input);
            if (outcomes[i] is RuleOutcome.Act or RuleOutcome.Hold { Blocking: true }) return i;
            if (outcomes[i] is RuleOutcome.Suggest && suggestion < 0) suggestion = i;
            if (Rules[i].Name == "scaling") scaling = i;
        }

        return suggestion >= 0 ? suggestion : scaling;
    }

    private static ConsideredRule[] Considered(RuleOutcome?[] outcomes, int chosen)
    {
        var considered = new ConsideredRule[Rules.Length];
        for (var i = 0; i < Rules.Length; i++)
        {
            var name = Rules[i].Name;
            considered[i] = outcomes[i] switch
            {
                RuleOutcome.Act act => new(name, "chosen", act.Proposal.Why),
                RuleOutcome.Suggest suggest when i == chosen => new(name, "chosen", suggest.Proposal.Why),
                RuleOutcome.Suggest suggest => new(name, "not_applicable",
                    $"{Rules[chosen].Name} came first. {suggest.Proposal.Why}"),
                RuleOutcome.Hold hold => new(name, "hold", $"{hold.Reason}: {hold.Why}"),
                RuleOutcome.NotApplicable nothing => new(name, "not_applicable", nothing.Why),
                _ => new(name, "not_applicable", $"Not looked at: {Rules[chosen].Name} decided before it."),
            };
        }

        return considered;
    }

    private static Decision Change(DecisionInput input, Proposal proposal, IReadOnlyList<ConsideredRule> considered)
    {
        var replicas = proposal.Operation.Parameters is OperationParameters.Scale scale
            ? scale.Replicas
            : input.Observation.Deployment.Replicas;
        return Compose(input, proposal.Type, proposal.Reason, proposal.Why, replicas, considered) with
        {
            TargetState = proposal.TargetState,
            BlueprintReferences = proposal.References,
            Operations = [proposal.Operation],
            Alert = proposal.Alert,
            ProposalOnly = proposal.ProposalOnly,
        };
    }

    private static Decision Hold(
        DecisionInput input, RuleOutcome.Hold hold, IReadOnlyList<ConsideredRule> considered)
    {
        var replicas = input.Observation.Deployment.Replicas;
        return Compose(input, DecisionType.Hold, hold.Reason, hold.Why, replicas, considered) with
        {
            BlueprintReferences = hold.References,
            Alert = hold.Alert,
        };
    }

    private static Decision Reject(DecisionInput input, string problem, string path)
    {
        var why = $"Nothing is decided by an invalid blueprint. {problem}";
        var replicas = input.Observation.Deployment.Replicas;
        return Compose(input, DecisionType.Reject, "blueprint_invalid", why, replicas,
            [new ConsideredRule("blueprint", "chosen", why)]) with
        {
            BlueprintReferences = [path],
            Alert = true,
        };
    }

    private static Decision Compose(
        DecisionInput input, DecisionType type, string reason, string why, int replicas,
        IReadOnlyList<ConsideredRule> considered) => new(
        input.Blueprint.Metadata.Name,
        input.Blueprint.Reference,
        type,
        reason,
        CurrentState.Of(input.Observation),
        [StateValue.Of("replicas", replicas)],
        Explanation.Of(why, input.Blueprint.Cost, replicas),
        [],
        [],
        considered);
}
