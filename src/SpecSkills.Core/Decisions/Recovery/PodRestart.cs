using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions.Rules;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions.Recovery;

/// <summary>
/// Failed pods are evicted, never deleted, so that disruption budgets hold. The n-th attempt waits longer than the one
/// before it, and no decision evicts past the restart limit.
/// </summary>
internal static class PodRestart
{
    private static readonly string[] References = [BlueprintPaths.MaxRestartCount, BlueprintPaths.RestartBackoff];

    public static RuleOutcome Evaluate(DecisionInput input, RecoverySituation situation)
    {
        var reliability = input.Blueprint.Reliability;
        var wait = Wait(reliability.RestartBackoff, situation.AttemptsSoFar + 1);
        var since = situation.LastAttempt ?? LastFailure(situation);
        if (since is { } at && input.Now - at < wait)
            return Hold("backoff", $"{situation.Failed.Count} pods failed; own attempt " +
                $"{situation.AttemptsSoFar + 1} waits {DurationText.Format(wait)} (" +
                $"{BlueprintPaths.RestartBackoff}), {DurationText.Format(input.Now - at)} have passed.");
        var allowed = input.Observation.DisruptionBudget?.Allowed ?? int.MaxValue;
        if (allowed <= 0)
            return Hold("disruption_budget", $"{situation.Failed.Count} pods failed, but their PodDisruptionBudget " +
                "allows no eviction now.");
        var room = (int)Math.Min(allowed, reliability.MaxRestartCount - situation.Restarts);
        var pods = situation.Failed.Select(pod => pod.Name).Order(StringComparer.Ordinal).Take(room).ToArray();
        var operation = OperationPlanner.Build(
            new OperationParameters.RestartPods(pods), input.Observation, input.Blueprint, OperationOrigin.Recovery);
        var names = string.Join(", ", pods);
        return new RuleOutcome.Act(new Proposal(DecisionType.RestartPods, "failed_pods",
            $"{situation.Failed.Count} pods failed. {situation.Restarts} restarts in ten minutes are below " +
            $"max_restart_count ({reliability.MaxRestartCount}, {BlueprintPaths.MaxRestartCount}), and attempt " +
            $"{situation.AttemptsSoFar + 1} has waited its {DurationText.Format(wait)}: evicting {names}.",
            References, operation, [new StateValue("restarted_pods", names)]));
    }

    /// <summary>How long the given own attempt waits after the one before it, or after the failure.</summary>
    private static TimeSpan Wait(RestartBackoff backoff, int attempt)
    {
        var wait = EngineConstants.RestartWait;
        if (backoff == RestartBackoff.Fixed) return wait;
        for (var i = 1; i < attempt && wait < EngineConstants.RestartWaitLimit; i++) wait *= 2;
        return wait < EngineConstants.RestartWaitLimit ? wait : EngineConstants.RestartWaitLimit;
    }

    private static DateTimeOffset? LastFailure(RecoverySituation situation) =>
        situation.Failed.Max(pod => pod.LastTermination?.At);

    private static RuleOutcome.Hold Hold(string reason, string why) => new(reason, why, false, References);
}
