using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Verification;

namespace SpecSkills.Application.Ports;

/// <summary>
/// Executions and how far each has come: what a restarted process settles first. Keyed by permit, since one permit is
/// one execution while an operation's digest can recur.
/// </summary>
public interface IOperationJournal
{
    /// <summary>
    /// Begins an execution; false when the service already has an unfinished one, in this process or another.
    /// </summary>
    bool TryBegin(OperationEntry entry);

    /// <summary>Moves an execution on while it is still in <paramref name="expected"/>; false when it is not.</summary>
    bool TryAdvance(OperationEntry entry, OperationStage expected);

    /// <summary>The newest execution under a permit, or of an operation id; null when there is none.</summary>
    OperationEntry? Find(string permitOrOperationId);

    /// <summary>The unfinished execution of a service, or null.</summary>
    OperationEntry? FindUnfinished(string service);

    /// <summary>All unfinished executions, oldest first.</summary>
    IReadOnlyList<OperationEntry> Unfinished();

    /// <summary>
    /// Takes or renews the lease on settling an execution, so that one process at a time does; false when another has
    /// it.
    /// </summary>
    bool TryLease(string permitId, string owner, DateTimeOffset now, TimeSpan duration);
}

/// <summary>How far an execution has come. Every stage before <see cref="Closed"/> blocks its service.</summary>
public enum OperationStage
{
    /// <summary>Permit consumed; the intent may or may not be on record, nothing was sent.</summary>
    Consumed,

    /// <summary>The intent is durable; the write may or may not have been sent.</summary>
    Intended,

    /// <summary>The outcome is on record; verification runs.</summary>
    Verifying,

    /// <summary>The compensating rollback is intended; it may or may not have been sent.</summary>
    RollingBack,

    /// <summary>The rollback was executed and is being verified.</summary>
    VerifyingRollback,

    /// <summary>Finished, <c>operation.closed</c> is on record.</summary>
    Closed,
}

/// <summary>One execution with everything needed to settle it after a crash.</summary>
/// <param name="Before">Observation before acting: each target's value then.</param>
/// <param name="VerificationState">Opaque state of the verification process, JSON.</param>
public sealed record OperationEntry(
    string PermitId,
    Operation Operation,
    string DecisionId,
    Principal Executor,
    OperationStage Stage,
    DateTimeOffset StartedAt,
    DateTimeOffset? ExecutedAt,
    Observation? Before,
    Receipt? Receipt,
    string? VerificationState,
    VerificationReport? Report,
    string? Outcome,
    DateTimeOffset? ClosedAt)
{
    /// <summary>When the write was last about to be sent; null before.</summary>
    public DateTimeOffset? IntendedAt { get; init; }
}
