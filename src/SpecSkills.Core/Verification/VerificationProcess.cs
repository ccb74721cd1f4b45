using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Verification;

/// <summary>
/// Watches one executed operation: first until it is available, then until its window ends or enough samples in a row
/// miss a target. Level-based: every step looks at the world as it is and at nothing else, so steps may be late or
/// repeated.
/// </summary>
public static class VerificationProcess
{
    /// <summary>
    /// Time between looks: often enough to see a violation twice well inside the 60 s a rollback may take, seldom
    /// enough to be no load.
    /// </summary>
    public static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(5);

    /// <summary>Prometheus' default scrape_interval; few servers scrape less often.</summary>
    private static readonly TimeSpan LongestScrape = TimeSpan.FromMinutes(1);

    /// <summary>The state right after executing.</summary>
    /// <param name="before">The observation made before acting.</param>
    public static VerificationState Start(
        Operation operation, Observation before, Blueprint blueprint, DateTimeOffset executedAt)
    {
        var plan = VerificationPlan.For(operation, blueprint, before);
        var readings = TargetReading.Of(plan, before, notBefore: null, before.ObservedAt);
        return new VerificationState(plan, executedAt, readings, readings, null, 0, null, null);
    }

    /// <summary>One look. <paramref name="observation"/> is null when the cluster could not be read.</summary>
    public static VerificationStep Step(
        VerificationState state, Operation operation, Observation? observation, DateTimeOffset now)
    {
        if (observation is not null && OperationSupersession.IsSeen(operation, observation))
            return Finish(state, operation, observation, now, new VerificationJudgement(
                VerificationResult.Superseded, false,
                "Another writer changed the same fields meanwhile. Its values stay; nothing is rolled back."));
        if (now >= state.Plan.OverdueAt(state.ExecutedAt)) return Overdue(state, operation, observation, now);
        if (observation is null) return new VerificationStep.Waiting(state, now + SampleInterval);
        if (state.SettledAt is null)
        {
            if (!IsAvailable(operation, observation))
                return now < state.ExecutedAt + state.Plan.AvailabilityAllowance
                    ? Wait(state, now, state.ExecutedAt + state.Plan.AvailabilityAllowance)
                    : Finish(state, operation, observation, now, NotAvailable(state.Plan));
            state = state with { SettledAt = observation.ObservedAt };
        }

        state = Sample(state, observation, now);
        var windowEnd = state.SettledAt!.Value + state.Plan.Window;
        return state.ViolatingSamples >= state.Plan.RollbackThreshold || now >= windowEnd
            ? Finish(state, operation, observation, now, VerificationJudgement.Of(state.Plan, state.Before, state.Last))
            : Wait(state, now, windowEnd);
    }

    /// <summary>
    /// The pure form: two observations, the second taken to be the end of the window. What would follow a failure is
    /// said in the rationale; nothing is done.
    /// </summary>
    public static VerificationReport Evaluate(
        Blueprint blueprint, Operation operation, Observation before, Observation after)
    {
        var state = Start(operation, before, blueprint, before.ObservedAt);
        var now = after.ObservedAt;
        VerificationJudgement judgement;
        if (OperationSupersession.IsSeen(operation, after))
            judgement = new(
                VerificationResult.Superseded, false, "Another writer changed the same fields meanwhile.");
        else if (!IsAvailable(operation, after))
            judgement = NotAvailable(state.Plan);
        else
        {
            var readings = TargetReading.Of(state.Plan, after, before.ObservedAt, now);
            state = state with { SettledAt = now, Last = readings };
            judgement = VerificationJudgement.Of(state.Plan, state.Before, readings);
        }

        return Report(state, operation, after, now, judgement);
    }

    private static bool IsAvailable(Operation operation, Observation observation)
    {
        var deployment = observation.Deployment;
        if (!(deployment.Settled ?? deployment.ReadyReplicas >= deployment.Replicas)) return false;
        // Counts lag behind an eviction: as long as the evicted pod is there, its successor is not.
        return operation.Parameters is not OperationParameters.RestartPods restart
            || !observation.Pods.Any(pod => restart.Pods.Contains(pod.Name));
    }

    /// <summary>Takes the observation's sample in, when it is newer than the last one counted.</summary>
    private static VerificationState Sample(VerificationState state, Observation observation, DateTimeOffset now)
    {
        var readings = TargetReading.Of(state.Plan, observation, state.SettledAt, now);
        if (readings.All(reading => reading.Value is null)) return state;
        // What the Deployment itself says of its readiness is as new as the observation.
        var judgedByDeployment = readings.Any(reading => reading is { Met: false, SampledAt: null });
        var newest = readings.Max(reading => reading.SampledAt);
        var sampledAt = judgedByDeployment || newest is null ? observation.ObservedAt : newest.Value;
        if (state.LastSampleAt is { } last && sampledAt <= last) return state with { Last = readings };
        var violates = Counts(state, readings, observation.Deployment);
        return state with
        {
            Last = readings,
            LastSampleAt = sampledAt,
            ViolatingSamples = violates ? state.ViolatingSamples + 1 : 0,
        };
    }

    /// <summary>
    /// Whether a sample speaks against the operation. A rate or percentile taken soon after still covers time before:
    /// what was missed then proves nothing yet, what was met then and is missed now does. A rollback is only judged by
    /// what it has to restore.
    /// </summary>
    private static bool Counts(
        VerificationState state, IReadOnlyList<TargetReading> readings, DeploymentState deployment)
    {
        var fresh = readings.Select((reading, index) =>
            IsCarriedOver(state, index, reading) || IsOfTheRollout(state, index, reading, deployment)
            ? reading with { Met = null }
            : reading).ToArray();
        return state.Plan.IsCompensation
            ? VerificationJudgement.Of(state.Plan, state.Before, fresh).Result == VerificationResult.Failed
            : fresh.Any(reading => reading.Met == false);
    }

    private static bool IsCarriedOver(VerificationState state, int index, TargetReading reading) =>
        reading is { Met: false, SampledAt: { } at } && state.Prior[index].Met == false
            && at < state.SettledAt + state.Plan.Targets[index].Covers(state.Plan.Window);

    /// <summary>
    /// A collector shows what it scraped last, dated as it is asked: for one scrape after settling that may be a moment
    /// of the rollout. The Deployment says of itself that every replica is ready, and is newer.
    /// </summary>
    private static bool IsOfTheRollout(
        VerificationState state, int index, TargetReading reading, DeploymentState deployment) =>
        state.Plan.Targets[index].Metric == JudgedMetric.Availability
        && reading is { Met: false, SampledAt: { } at } && at < state.SettledAt + LongestScrape
        && deployment.ReadyReplicas >= deployment.Replicas;

    /// <summary>
    /// No program has looked for too long. It counts as failed. It is undone only on evidence, since an unwatched load
    /// may rest on it by now.
    /// </summary>
    private static VerificationStep.Finished Overdue(
        VerificationState state, Operation operation, Observation? observation, DateTimeOffset now)
    {
        var evidence = observation is null ? null
            : !IsAvailable(operation, observation) ? NotAvailable(state.Plan)
            : VerificationJudgement.Of(state.Plan, state.Before, TargetReading.Of(state.Plan, observation, null, now));
        var undo = evidence is { Result: VerificationResult.Failed, NeedsRollback: true };
        return Finish(state, operation, observation, now, new VerificationJudgement(
            VerificationResult.Failed, undo,
            $"It was not verified within its window and {DurationText.Format(VerificationPlan.Overdue)} more, "
            + "which counts "
            + $"as failed.{(evidence is null ? "" : " Now: " + evidence.Why)}"));
    }

    private static VerificationJudgement NotAvailable(VerificationPlan plan) =>
        VerificationJudgement.NotAvailable(plan, DurationText.Format(plan.AvailabilityAllowance));

    private static VerificationStep.Waiting Wait(VerificationState state, DateTimeOffset now, DateTimeOffset end) =>
        new(state, now + SampleInterval < end ? now + SampleInterval : end);

    private static VerificationStep.Finished Finish(
        VerificationState state, Operation operation, Observation? observation, DateTimeOffset now,
        VerificationJudgement judgement) =>
        new(Report(state, operation, observation, now, judgement), judgement.NeedsRollback);

    private static VerificationReport Report(
        VerificationState state, Operation operation, Observation? observation, DateTimeOffset now,
        VerificationJudgement judgement)
    {
        var checks = new List<TargetCheck>(state.Plan.Targets.Count);
        for (var i = 0; i < state.Plan.Targets.Count; i++)
        {
            var target = state.Plan.Targets[i];
            var after = state.Last?[i];
            if (state.Before[i].Value is null && after?.Value is null) continue;
            checks.Add(new TargetCheck(
                target.Path,
                state.Before[i].Value is { } was ? target.Text(was) : null,
                after?.Value is { } value ? target.Text(value) : null,
                target.LimitText,
                after?.Met,
                target.Name));
        }

        return new VerificationReport(
            operation.Id,
            judgement.Result,
            now - state.ExecutedAt,
            observation is null ? [] : Decisions.Rules.CurrentState.Of(observation),
            judgement.Result == VerificationResult.Passed,
            checks,
            Rationale(checks, judgement),
            Rollback: null);
    }

    private static string Rationale(List<TargetCheck> checks, VerificationJudgement judgement)
    {
        var sentences = checks
            .Where(check => check.Met is not null)
            .Select(check => $"{check.Metric} ({check.After}) {(check.Met == true ? "keeps" : "misses")} " +
                $"{check.Target} ({check.Limit}).");
        return string.Join(' ', [.. sentences, judgement.Why]);
    }
}

/// <summary>The effect of one observation on a verification.</summary>
public abstract record VerificationStep
{
    private VerificationStep()
    {
    }

    /// <summary>Not over: look again at <paramref name="NextSampleAt"/>.</summary>
    public sealed record Waiting(VerificationState State, DateTimeOffset NextSampleAt) : VerificationStep;

    /// <summary>Over. <paramref name="NeedsRollback"/>: the earlier state is restored under the same permit.</summary>
    public sealed record Finished(VerificationReport Report, bool NeedsRollback) : VerificationStep;
}
