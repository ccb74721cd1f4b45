using SpecSkills.Core.Decisions.Rules;

namespace SpecSkills.Core.Decisions.Recovery;

/// <summary>Back to the last healthy revision, no matter who rolled out the failing one.</summary>
internal static class RevisionRollback
{
    private static readonly string[] References = [BlueprintPaths.RollbackOnFailure, BlueprintPaths.MaxRestartCount];

    public static RuleOutcome To(string revision, DecisionInput input, RecoverySituation situation)
    {
        var deployment = input.Observation.Deployment;
        var allowed = input.Blueprint.Reliability.RollbackOnFailure;
        var obstacle = !allowed
            ? $" rollback_on_failure is false ({BlueprintPaths.RollbackOnFailure}): a person decides."
            : deployment.ManagedByGitOps is { } owner
                ? $" {owner} applies this Deployment and would undo it: a person decides."
                : "";
        var why = $"{Trigger(input, situation)} Revision {deployment.Revision} is younger than an hour, and revision " +
            $"{revision} was healthy: back to it.{obstacle}";
        var operation = OperationPlanner.Build(
            new OperationParameters.Rollback(revision), input.Observation, input.Blueprint, OperationOrigin.Recovery);
        var reason = situation.LimitReached ? "restart_limit_reached" : "progress_deadline_exceeded";
        // The author of the rollout should know that it was undone, or waits to be undone.
        return new RuleOutcome.Act(new Proposal(
            DecisionType.Rollback, reason, why, References, operation, [new StateValue("revision", revision)])
        { Alert = true, ProposalOnly = obstacle.Length > 0 });
    }

    /// <summary>The sentence about what calls for more than a restart.</summary>
    public static string Trigger(DecisionInput input, RecoverySituation situation) => situation.LimitReached
        ? $"{situation.Restarts} restarts in ten minutes reach max_restart_count " +
            $"({input.Blueprint.Reliability.MaxRestartCount}, {BlueprintPaths.MaxRestartCount})."
        : "The rollout is past its progress deadline.";
}
