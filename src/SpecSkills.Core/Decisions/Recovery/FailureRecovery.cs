using SpecSkills.Core.Decisions.Rules;

namespace SpecSkills.Core.Decisions.Recovery;

/// <summary>
/// What to do about failing pods. A rollout that fails is undone before anything else is tried; what a restart cannot
/// cure is not restarted; where the cause is probably outside this service's pods, a person is asked.
/// </summary>
internal static class FailureRecovery
{
    private static readonly RuleOutcome Healthy = new RuleOutcome.NotApplicable(
        "No pod failed and no container restarted in the last ten minutes.");

    private static readonly RuleOutcome NothingSeen = new RuleOutcome.NotApplicable(
        "No pod was observed, and no rollout is past its progress deadline.");

    private static readonly string[] LimitReferences = [BlueprintPaths.MaxRestartCount];

    public static RuleOutcome Evaluate(DecisionInput input)
    {
        var deployment = input.Observation.Deployment;
        if (input.Observation.Pods.Count == 0 && !deployment.ProgressDeadlineExceeded) return NothingSeen;
        var situation = new RecoverySituation(input);
        var triggered = situation.LimitReached || deployment.ProgressDeadlineExceeded;
        var target = triggered ? situation.RollbackTarget() : null;
        if (target is not null && situation.IsYoung) return RevisionRollback.To(target, input, situation);
        if (situation.OutOfMemory.Count > 0) return MemoryIncrease.Evaluate(input, situation);
        if (triggered && target is null) return NoTarget(input, situation);
        if (situation.Failed.Count > 0 && !situation.LimitReached) return PodRestart.Evaluate(input, situation);
        if (Systemic(input, situation) is { } systemic) return systemic;
        if (situation.LimitReached) return LimitReached(input, situation);
        return Observed(input, situation);
    }

    private static RuleOutcome.Hold NoTarget(DecisionInput input, RecoverySituation situation) => Blocking(
        "no_rollback_target",
        $"{RevisionRollback.Trigger(input, situation)} No earlier revision is known to have been healthy, so there " +
        "is no revision to go back to: a person is needed.",
        [BlueprintPaths.MaxRestartCount, BlueprintPaths.RollbackOnFailure]);

    private static RuleOutcome.Hold? Systemic(DecisionInput input, RecoverySituation situation)
    {
        var pods = input.Observation.Pods.Count;
        if (pods >= EngineConstants.SystemicPods
            && situation.Unhealthy * 100m > EngineConstants.SystemicPercent * pods)
            return Blocking("systemic_failure",
                $"{situation.Unhealthy} of {pods} pods are unhealthy, more than {EngineConstants.SystemicPercent}%: " +
                "the cause is probably not in the pods, and more action could make it worse. A person is asked.",
                LimitReferences);
        if (situation.Unhealthy == 0 && !situation.LimitReached) return null;
        foreach (var other in input.Observation.History.ServicesInRecovery)
            if (other != input.Blueprint.Metadata.Name)
                return Blocking("systemic_failure",
                    $"{other} is in recovery at the same time: a common cause is likelier than two failures. A " +
                    "person is asked.", LimitReferences);
        return null;
    }

    private static RuleOutcome.Hold LimitReached(DecisionInput input, RecoverySituation situation)
    {
        var end = situation.LastTermination;
        var last = end is null
            ? "How its containers ended is not known."
            : $"The last container ended with {end.Reason}" +
                (end.ExitCode is { } code ? $", exit code {code}." : ".");
        return Blocking("restart_limit",
            $"{RevisionRollback.Trigger(input, situation)} The revision is not known to be younger than an hour, so " +
            $"its rollout is not the likely cause. {last}", LimitReferences);
    }

    private static RuleOutcome Observed(DecisionInput input, RecoverySituation situation)
    {
        if (situation.Unstartable > 0)
            return Watching("cannot_start", $"{situation.Unstartable} pods cannot start their container; starting " +
                "them again would change nothing. The rollout's progress deadline decides.", true);
        if (input.Observation.Deployment.ProgressDeadlineExceeded)
            return Watching("rollout_stalled", "The rollout is past its progress deadline but not known to be " +
                "younger than an hour: it is reported, not undone.", true);
        if (situation.Restarts > 0)
            return Watching("restarts_observed", $"{situation.Restarts} restarts in ten minutes, below " +
                $"max_restart_count ({input.Blueprint.Reliability.MaxRestartCount}, " +
                $"{BlueprintPaths.MaxRestartCount}), and the pods are ready again.", false);
        return situation.Unhealthy > 0
            ? Watching("unready_observed", $"{situation.Unhealthy} pods are not ready without having failed; " +
                "readiness decides over traffic, a restart would not help.", false)
            : Healthy;
    }

    private static RuleOutcome.Hold Blocking(string reason, string why, IReadOnlyList<string> references) =>
        new(reason, why, true, references) { Alert = true };

    private static RuleOutcome.Hold Watching(string reason, string why, bool alert) =>
        new(reason, why, false, LimitReferences) { Alert = alert };
}
