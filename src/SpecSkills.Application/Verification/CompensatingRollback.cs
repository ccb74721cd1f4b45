using SpecSkills.Application.Execution;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Verification;

namespace SpecSkills.Application.Verification;

/// <summary>
/// Undoes an operation under its own permit, through the same gate: exactly the before-values, only while the fields
/// still hold what the operation set. Left half-way by a stop, the cluster says whether it happened; it is sent again
/// only when it provably did not, since leaving a failed change in place would be worse than a second try under a
/// precondition.
/// </summary>
internal sealed class CompensatingRollback(PipelineServices services, WriteGate gate, string owner)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <summary>A rollback that could not be sent for this long has failed: people are needed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>One step of an execution in stage <see cref="OperationStage.RollingBack"/>.</summary>
    public async Task<AdvanceResult> StepAsync(OperationEntry entry, Permit permit)
    {
        var compensation = Compensation.Of(entry.Operation);
        if (!services.Permits.TryClaimCompensation(permit.Id, services.Now)
            && await HappenedAsync(compensation) is { } happened)
        {
            if (happened == SettledOutcome.Happened) return Sent(entry, permit, Settled(compensation), "rolling_back");
            if (happened == SettledOutcome.Superseded) return Superseded(entry, permit);
        }

        var sent = await gate.UndoAsync(
            permit, owner, compensation,
            facts => PermitGate.AdmitCompensation(permit, compensation, facts),
            (plan, attempt) =>
            {
                services.Audit.Append(AuditEvents.Intended(
                    permit, compensation, plan.ResourceVersion, attempt, entry.Operation.Id, dryRun: false,
                    entry.Executor,
                    services.Now));
                return true;
            });
        return sent switch
        {
            GateResult.Sent { Receipt.Status: ReceiptStatus.Success } done => Sent(entry, permit, done.Receipt, null),
            GateResult.Sent { Receipt.Status: ReceiptStatus.Unknown } =>
                Later(entry, permit, "No answer came to the rollback."),
            GateResult.Sent done => NotTaken(entry, permit, compensation, done.Receipt),
            GateResult.Refused { Admission.Rule: RuleNames.OperationInFlight } no =>
                Later(entry, permit, no.Admission.Explanation),
            GateResult.Refused { Admission: { Rule: RuleNames.NoRecord } no } =>
                Close(entry, permit, succeeded: false, no.Explanation),
            GateResult.Refused => Superseded(entry, permit),
            GateResult.Unread { Failure: ClusterFailure.NotFound } => Superseded(entry, permit),
            GateResult.Unread unread => Later(entry, permit, unread.Message),
            _ => throw new InvalidOperationException($"The gate answered {sent.GetType().Name}."),
        };
    }

    /// <summary>Ends the execution once its rollback is judged.</summary>
    public AdvanceResult.Closed Close(OperationEntry entry, Permit permit, bool succeeded, string why)
    {
        var rollback = new RollbackReport(succeeded, Duration(entry), entry.Operation.Before);
        services.Audit.Append(AuditEvents.RolledBack(
            permit, entry.Operation, rollback, why, entry.Executor, services.Now));
        var report = entry.Report! with { Rollback = rollback };
        var outcome = !succeeded ? "failed"
            : report.Result == VerificationResult.Inconclusive ? "inconclusive"
            : "rolled_back";
        return new AdvanceResult.Closed(
            new ClosingOperation(services, resumed: true).CloseJudged(entry, permit, report, outcome));
    }

    private AdvanceResult.Waiting Sent(OperationEntry entry, Permit permit, Receipt receipt, string? settledFrom)
    {
        services.Audit.Append(AuditEvents.CameOut(
            permit, Compensation.Of(entry.Operation), receipt, entry.Operation.Id, settledFrom, entry.Executor,
            services.Now));
        var state = VerificationState.FromJson(entry.VerificationState)?.OfCompensation(services.Now);
        var verifying = entry with { Stage = OperationStage.VerifyingRollback, VerificationState = state?.ToJson() };
        services.Journal.TryAdvance(verifying, OperationStage.RollingBack);
        return new AdvanceResult.Waiting(verifying, services.Now, "Its rollback is being watched.");
    }

    private AdvanceResult.Closed NotTaken(OperationEntry entry, Permit permit, Operation compensation, Receipt receipt)
    {
        services.Audit.Append(AuditEvents.CameOut(
            permit, compensation, receipt, entry.Operation.Id, null, entry.Executor, services.Now));
        return Close(entry, permit, succeeded: false, receipt.Error ?? "The cluster did not take the rollback.");
    }

    /// <summary>
    /// Another writer has changed the same fields: its values stay, and no failure is counted.
    /// </summary>
    private AdvanceResult.Closed Superseded(OperationEntry entry, Permit permit)
    {
        var report = entry.Report! with
        {
            Result = VerificationResult.Superseded,
            Rationale = entry.Report.Rationale + " Before it could be undone another writer changed the same fields; "
                + "their values stay.",
        };
        return new AdvanceResult.Closed(new ClosingOperation(services, resumed: true)
            .CloseJudged(entry, permit, report, "superseded"));
    }

    private AdvanceResult Later(OperationEntry entry, Permit permit, string why)
    {
        var since = (entry.ExecutedAt ?? entry.StartedAt) + (entry.Report?.WaitTime ?? TimeSpan.Zero);
        return services.Now - since > Patience
            ? Close(entry, permit, succeeded: false, why)
            : new AdvanceResult.Waiting(entry, services.Now + Retry, why);
    }

    private async Task<SettledOutcome?> HappenedAsync(Operation compensation) =>
        await services.Observer.ReadFactsAsync(compensation, CancellationToken.None) switch
        {
            ClusterReading<FreshFacts>.Read read => Settlement.Of(compensation, read.Value),
            ClusterReading<FreshFacts>.Failed { Failure: ClusterFailure.NotFound } => SettledOutcome.Superseded,
            _ => null,
        };

    private static Receipt Settled(Operation compensation) =>
        new(compensation.Id, ReceiptStatus.Success, "", [], TimeSpan.Zero, DryRun: false, null, null);

    /// <summary>From the verdict that it failed to the moment what was before is back and seen to be.</summary>
    private TimeSpan Duration(OperationEntry entry) =>
        services.Now - ((entry.ExecutedAt ?? entry.StartedAt) + (entry.Report?.WaitTime ?? TimeSpan.Zero));
}
