using System.Text.Json.Nodes;
using SpecSkills.Application.Audit;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Verification;

namespace SpecSkills.Application.Execution;

/// <summary>
/// Ends an execution: counts it for the breaker, starts the cooldown, puts <c>operation.closed</c> on record, frees the
/// service. Stopped in between, it is done again and does not count or record twice what is on record.
/// </summary>
/// <param name="resumed">A process may have been stopped while doing exactly this: look before counting and
/// recording.</param>
internal sealed class ClosingOperation(PipelineServices services, bool resumed = false)
{
    /// <summary>Nothing was sent; this is not a failure.</summary>
    public OperationEntry CloseUnsent(
        OperationEntry entry, Permit permit, string outcome, string rule, string why,
        string? settledFrom = null)
    {
        var receipt = new Receipt(
            entry.Operation.Id, ReceiptStatus.Refused, "", [], TimeSpan.Zero, DryRun: false, null, null,
            $"{rule}: {why}");
        services.Audit.Append(AuditEvents.CameOut(
            permit, entry.Operation, receipt, null, settledFrom, entry.Executor, services.Now));
        return Finish(entry, permit, receipt: null, report: null, outcome);
    }

    /// <summary>
    /// Something was sent and nothing was changed: an error counts as a failure, being turned away does not.
    /// </summary>
    public OperationEntry CloseUnchanged(OperationEntry entry, Permit permit, Receipt receipt)
    {
        var failed = receipt.Status is ReceiptStatus.Failure or ReceiptStatus.Conflict;
        if (failed && IsNew(entry, isJudged: false))
            CountFailure(entry, openAtOnce: false, "The cluster did not take the change.");
        return Finish(entry, permit, receipt, report: null, failed ? "failed" : "blocked");
    }

    /// <summary>It happened and was judged.</summary>
    public OperationEntry CloseJudged(OperationEntry entry, Permit permit, VerificationReport report, string outcome)
    {
        if (IsNew(entry, isJudged: true)) Count(entry, report, outcome);
        services.Memory.ActionCompleted(entry.Operation.Service, services.Now);
        return Finish(entry, permit, entry.Receipt, report, outcome);
    }

    private void Count(OperationEntry entry, VerificationReport report, string outcome)
    {
        if (report.Result == VerificationResult.Passed)
            services.Memory.CountSuccess(entry.Operation.Service);
        else if (report.Rollback is { Succeeded: false })
            CountFailure(entry, openAtOnce: true, "The rollback of an operation failed.");
        else if (report.Result == VerificationResult.Failed)
            CountFailure(entry, openAtOnce: false, $"An operation {outcome.Replace('_', ' ')}.");
    }

    private void CountFailure(OperationEntry entry, bool openAtOnce, string why)
    {
        var service = entry.Operation.Service;
        var threshold = services.Blueprints.Read().Policy?.Limits.BreakerThreshold ?? 1;
        var globalWasOpen = IsOpen("*");
        if (!services.Memory.CountFailure(service, threshold, openAtOnce, why, services.Now)) return;
        RecordOpened(service, entry, threshold, why);
        if (!globalWasOpen && IsOpen("*")) RecordOpened("*", entry, threshold, "Two services have stopped.");
    }

    private void RecordOpened(string service, OperationEntry entry, int threshold, string why)
    {
        var breaker = services.Memory.Breakers().FirstOrDefault(one => one.Service == service);
        services.Audit.Append(AuditEvents.BreakerOpened(
            service, entry.Operation.Blueprint, breaker?.ConsecutiveFailures ?? 0, threshold, why, entry.Executor,
            services.Now));
    }

    private bool IsOpen(string service) =>
        services.Memory.Breakers().Any(breaker => breaker.Service == service && breaker.Open);

    private OperationEntry Finish(
        OperationEntry entry, Permit permit, Receipt? receipt, VerificationReport? report, string outcome)
    {
        if (IsNew(entry, isJudged: report is not null))
            services.Audit.Append(new ClosedOperation(
                entry.Operation, services.Decisions.Find(entry.DecisionId)?.Decision, permit.Verdict, receipt, report,
                outcome).ToEvent(entry.Executor, services.Now));
        var closed = entry with
        {
            Stage = OperationStage.Closed,
            Receipt = receipt ?? entry.Receipt,
            Report = report,
            Outcome = outcome,
            ClosedAt = services.Now,
        };
        services.Journal.TryAdvance(closed, entry.Stage);
        return closed;
    }

    /// <summary>
    /// False when a process that was stopped while closing had already put the end on record. A request for the same
    /// operation that was blocked meanwhile is closed under the same id, and is not the end of this one.
    /// </summary>
    private bool IsNew(OperationEntry entry, bool isJudged) => !resumed || !services.Records
        .Walk(new AuditQuery(OperationId: entry.Operation.Id, Kind: AuditKinds.Closed, Since: entry.StartedAt))
        .Any(closed => closed.Record["verification"] is not null == isJudged && !WasBlocked(closed.Record));

    private static bool WasBlocked(JsonObject closed) =>
        (closed["decision"]?["governance_check"] as JsonObject)?.Text("status") == "blocked";
}
