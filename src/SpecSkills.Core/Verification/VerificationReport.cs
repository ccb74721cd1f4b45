using SpecSkills.Core.Decisions;

namespace SpecSkills.Core.Verification;

/// <summary>Whether an operation did what the blueprint wants, target by target.</summary>
/// <param name="WaitTime">By the wall clock, and none where that was set back meanwhile.</param>
public sealed record VerificationReport(
    string OperationId,
    VerificationResult Result,
    TimeSpan WaitTime,
    IReadOnlyList<StateValue> PostOperationState,
    bool TargetsMet,
    IReadOnlyList<TargetCheck> Checks,
    string Rationale,
    RollbackReport? Rollback)
{
    /// <summary>From the write to the verdict; never negative.</summary>
    public TimeSpan WaitTime { get; init; } = WaitTime > TimeSpan.Zero ? WaitTime : TimeSpan.Zero;
}

/// <summary>One target before and after. Texts carry units; null where nothing could be measured.</summary>
/// <param name="Target">Blueprint path.</param>
/// <param name="Met">Null when the target could not be judged.</param>
/// <param name="Metric">What it was measured by, <c>cpu_utilization</c>: two metrics may share one limit.</param>
public sealed record TargetCheck(
    string Target, string? Before, string? After, string Limit, bool? Met, string? Metric = null);

/// <summary>The compensating rollback.</summary>
/// <param name="Duration">By the wall clock, and none where that was set back meanwhile.</param>
public sealed record RollbackReport(bool Succeeded, TimeSpan Duration, FieldValues To)
{
    /// <summary>From the verdict that it failed to its end; never negative.</summary>
    public TimeSpan Duration { get; init; } = Duration > TimeSpan.Zero ? Duration : TimeSpan.Zero;
}

/// <summary>How a verification ended.</summary>
public enum VerificationResult
{
    /// <summary>Every judged target is met.</summary>
    Passed,

    /// <summary>It made things worse, or did not become available.</summary>
    Failed,

    /// <summary>It added capacity and a load target is still missed: kept and reported.</summary>
    Ineffective,

    /// <summary>Nothing could be judged.</summary>
    Inconclusive,

    /// <summary>Another writer changed the same fields meanwhile.</summary>
    Superseded,
}
