namespace SpecSkills.Core.Verification;

/// <summary>
/// The result of a set of readings, and whether the earlier state is restored. One operation is different: where
/// capacity was added and load still misses its targets, removing it would make things worse.
/// </summary>
/// <param name="Result">What it came to.</param>
/// <param name="NeedsRollback">Restore the before-values.</param>
/// <param name="Why">The concluding sentence.</param>
internal sealed record VerificationJudgement(VerificationResult Result, bool NeedsRollback, string Why)
{
    /// <summary>Judges at the end of a window, or after enough violating samples.</summary>
    public static VerificationJudgement Of(
        VerificationPlan plan, IReadOnlyList<TargetReading> before, IReadOnlyList<TargetReading>? after)
    {
        if (after is null || NothingJudged(plan, after))
            return new(
                VerificationResult.Inconclusive,
                plan.TakesCapacity && plan.CanBeUndone && plan.RollbackOnFailure,
                "Nothing could be judged: no usable sample was taken after the change had settled."
                + (plan.TakesCapacity ? " The state with more capacity is the safe one." : ""));
        var missed = Indices(after, reading => reading.Met == false);
        if (missed.Count == 0) return new(VerificationResult.Passed, false, "Every judged target is met.");
        var names = string.Join(", ", missed.Select(index => plan.Targets[index].Name));
        var broken = missed.Where(index => !plan.Targets[index].DependsOnLoad && before[index].Met == true).ToArray();
        if (plan.IsCompensation)
            return broken.Length == 0
                ? new(VerificationResult.Passed, false,
                    $"The earlier state is restored; {names} was missed before the operation too.")
                : Failed(plan, $"Restoring the earlier state did not bring back {Names(plan, broken)}.");
        if (!plan.AddsCapacity) return Failed(plan, $"Missed: {names}.");
        if (broken.Length > 0) return Failed(
            plan, $"{Names(plan, broken)} was met before the operation and is missed now.");
        return plan.StrictRollback
            ? Failed(plan, $"Missed: {names} (spec.reliability.strict_rollback).")
            : new(
                VerificationResult.Ineffective, false,
                $"Missed: {names}. The added capacity is kept: load may have grown, and removing it would be worse.");
    }

    /// <summary>The change never became available.</summary>
    public static VerificationJudgement NotAvailable(VerificationPlan plan, string allowance) =>
        Failed(plan, $"It did not become available within {allowance}.");

    private static VerificationJudgement Failed(VerificationPlan plan, string why)
    {
        var undo = plan is { CanBeUndone: true, RollbackOnFailure: true };
        var left = plan.IsCompensation ? " This was the rollback: a person is needed."
            : !plan.CanBeUndone ? " An operation of this kind is not undone: a person is needed."
            : !plan.RollbackOnFailure ? " spec.reliability.rollback_on_failure is false: people decide."
            : " The earlier state is restored.";
        return new(VerificationResult.Failed, undo, why + left);
    }

    /// <summary>
    /// A Deployment that says it is ready is not evidence while every collector is down: a metric that should be there
    /// and is not makes the result inconclusive, not passed.
    /// </summary>
    private static bool NothingJudged(VerificationPlan plan, IReadOnlyList<TargetReading> after)
    {
        var collected = false;
        var measured = false;
        bool? available = null;
        for (var i = 0; i < after.Count; i++)
        {
            if (plan.Targets[i].Metric == JudgedMetric.Availability)
            {
                available = after[i].Met;
                continue;
            }

            collected |= after[i].IsBound;
            measured |= after[i].Value is not null;
        }

        return available switch
        {
            false => false,
            true => collected && !measured,
            null => after.All(reading => reading.Met is null),
        };
    }

    private static List<int> Indices(IReadOnlyList<TargetReading> readings, Func<TargetReading, bool> which) =>
        [.. Enumerable.Range(0, readings.Count).Where(index => which(readings[index]))];

    private static string Names(VerificationPlan plan, IEnumerable<int> indices) =>
        string.Join(", ", indices.Select(index => plan.Targets[index].Name));
}
