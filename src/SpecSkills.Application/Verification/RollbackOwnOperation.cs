using SpecSkills.Application.Decisions;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Core.Verification;

namespace SpecSkills.Application.Verification;

/// <summary>
/// Undoes one operation this workspace executed. While unverified that is part of its permit; afterwards it is a new
/// operation, which governance judges like any other.
/// </summary>
public sealed class RollbackOwnOperation(
    PipelineServices services, AdvanceOperation advance, ProposeOperation propose, RequestGovernance govern)
{
    /// <summary>Undoes it, or asks for it.</summary>
    public async Task<RollbackOwnResult> ExecuteAsync(string id, Principal principal, CancellationToken cancellation)
    {
        if (services.Journal.Find(id) is not { } entry) return new RollbackOwnResult.Unknown();
        if (!Compensation.IsPossible(entry.Operation.Kind))
            return new RollbackOwnResult.Refused(
                $"An operation of kind {WireWord.Of(entry.Operation.Kind)} cannot be undone: evicted pods are gone, "
                + "and undoing a rollback would restore the broken revision.");
        return entry.Stage switch
        {
            OperationStage.Verifying => await UndoAsync(entry, principal, cancellation),
            OperationStage.Closed => await AskAsync(entry, principal, cancellation),
            OperationStage.RollingBack or OperationStage.VerifyingRollback =>
                new RollbackOwnResult.Undoing(await advance.StepAsync(entry.PermitId, cancellation)),
            _ => new RollbackOwnResult.Refused("It is being executed. Try again when that is over."),
        };
    }

    private async Task<RollbackOwnResult> UndoAsync(
        OperationEntry entry, Principal principal, CancellationToken cancellation)
    {
        var report = new VerificationReport(
            entry.Operation.Id, VerificationResult.Inconclusive, services.Now - (entry.ExecutedAt ?? entry.StartedAt),
            [],
            TargetsMet: false, [], $"Undone at the request of {principal} before its verification had ended.", null);
        var undoing = entry with { Stage = OperationStage.RollingBack, Report = report };
        if (!services.Journal.TryAdvance(undoing, OperationStage.Verifying))
            return new RollbackOwnResult.Refused("It has changed meanwhile. Read its state again.");
        return new RollbackOwnResult.Undoing(await advance.StepAsync(entry.PermitId, cancellation));
    }

    private async Task<RollbackOwnResult> AskAsync(
        OperationEntry entry, Principal principal, CancellationToken cancellation)
    {
        if (entry.ExecutedAt is null || entry.Outcome == "rolled_back")
            return new RollbackOwnResult.Refused(
                "There is nothing to undo: it was not executed, or is already undone.");
        var back = Compensation.Of(entry.Operation);
        var proposed = await propose.ExecuteAsync(
            back.Service, back.Parameters, principal, $"undo operation {entry.Operation.Id}", cancellation);
        return proposed is DecideResult.Decided { Stored: var stored }
            ? new RollbackOwnResult.Asked(await govern.ExecuteAsync(stored.Id, principal, cancellation))
            : new RollbackOwnResult.Refused(
                "The service cannot be observed, or its blueprint cannot be read, right now.");
    }
}

/// <summary>The outcome of asking to undo an own operation.</summary>
public abstract record RollbackOwnResult
{
    private RollbackOwnResult()
    {
    }

    /// <summary>It was unverified, so undoing it is part of its permit: under way or done.</summary>
    public sealed record Undoing(AdvanceResult Step) : RollbackOwnResult;

    /// <summary>
    /// It is closed: undoing it is an operation of its own, and this is what governance says to that.
    /// </summary>
    public sealed record Asked(GovernResult Governed) : RollbackOwnResult;

    /// <summary>It cannot be undone. <paramref name="Why"/> says what to do instead.</summary>
    public sealed record Refused(string Why) : RollbackOwnResult;

    /// <summary>No execution under that id.</summary>
    public sealed record Unknown : RollbackOwnResult;
}
