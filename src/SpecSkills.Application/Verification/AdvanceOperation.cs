using SpecSkills.Application.Execution;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Verification;

namespace SpecSkills.Application.Verification;

/// <summary>
/// Brings an unfinished execution one step nearer its end, from any stage and after any process: it looks
/// at the journal and the cluster and does what is due. Called often it does no more than called once.
/// </summary>
public sealed class AdvanceOperation(PipelineServices services, WriteGate gate)
{
    /// <summary>
    /// One process at a time steps; a step takes no longer than its few requests with their timeouts.
    /// </summary>
    private static readonly TimeSpan StepLease = WriteGate.Lease;

    /// <summary>How long to wait where another process has the lease, or the cluster does not answer.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a server may still be busy with a write whose sender was killed: the connection is gone at once, and
    /// with it the request's context, but what stands in a queue may be taken up yet.
    /// </summary>
    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(10);

    /// <summary>Takes one step.</summary>
    /// <param name="id">A permit or operation id.</param>
    public async Task<AdvanceResult> StepAsync(string id, CancellationToken cancellation)
    {
        if (services.Journal.Find(id) is not { } entry) return new AdvanceResult.Unknown();
        if (entry.Stage == OperationStage.Closed) return new AdvanceResult.Closed(entry);
        var owner = services.NewLeaseOwner();
        if (!services.Journal.TryLease(entry.PermitId, owner, services.Now, StepLease))
            return new AdvanceResult.Waiting(entry, services.Now + Retry, "Another process is working on it.");
        try
        {
            // Read again under the lease: its previous holder may have moved it on.
            entry = services.Journal.Find(entry.PermitId)!;
            var permit = services.Permits.Find(entry.PermitId)?.Permit
                ?? throw new InvalidOperationException($"The permit of execution {entry.PermitId} is not kept.");
            return entry.Stage switch
            {
                OperationStage.Consumed => Closed(new ClosingOperation(services, resumed: true).CloseUnsent(
                    entry, permit, "expired", Core.Governance.RuleNames.StaleObservation,
                    "The program stopped before anything was sent.", "consumed")),
                OperationStage.Intended => await SettleAsync(entry, permit, cancellation),
                OperationStage.Verifying => await VerifyAsync(entry, permit, owner, cancellation),
                OperationStage.RollingBack =>
                    await new CompensatingRollback(services, gate, owner).StepAsync(entry, permit),
                OperationStage.VerifyingRollback => await VerifyRollbackAsync(entry, permit, owner, cancellation),
                _ => Closed(entry),
            };
        }
        finally
        {
            services.Journal.TryLease(entry.PermitId, owner, services.Now, TimeSpan.Zero);
        }
    }

    /// <summary>The intent is on record and no outcome: the cluster says which. It is never sent again.</summary>
    private async Task<AdvanceResult> SettleAsync(OperationEntry entry, Permit permit, CancellationToken cancellation)
    {
        var operation = entry.Operation;
        var reading = await services.Observer.ReadFactsAsync(operation, cancellation);
        var outcome = reading switch
        {
            ClusterReading<FreshFacts>.Read read => Settlement.Of(operation, read.Value),
            ClusterReading<FreshFacts>.Failed { Failure: ClusterFailure.NotFound } => SettledOutcome.Superseded,
            _ => (SettledOutcome?)null,
        };
        if (outcome is null)
            return Waiting(entry, services.Now + Retry, ((ClusterReading<FreshFacts>.Failed)reading).Message);
        var receipt = entry.Receipt
            ?? new Receipt(operation.Id, ReceiptStatus.Unknown, "", [], TimeSpan.Zero, false, null, null);
        if (outcome == SettledOutcome.Happened)
        {
            receipt = receipt with { Status = ReceiptStatus.Success, Error = null };
            services.Audit.Append(AuditEvents.CameOut(
                permit, operation, receipt, null, "intended", entry.Executor, services.Now));
            new ExecutedOperation(services).Begin(entry, permit, receipt);
            return Waiting(
                services.Journal.Find(entry.PermitId)!, services.Now, "The change happened; it is being verified.");
        }

        if (LingersUntil(entry) is { } late)
            return Waiting(entry, late, "The write may still be on its way; whether it happens is not known yet.");
        var superseded = outcome == SettledOutcome.Superseded;
        return Closed(new ClosingOperation(services, resumed: true).CloseUnsent(
            entry, permit, superseded ? "superseded" : "failed", Core.Governance.RuleNames.StaleObservation,
            superseded
                ? "No answer came, and the object is by now neither as it was nor as the operation leaves it."
                : "No answer came, and the object is as it was: the change did not happen. It is not sent again.",
            "intended"));
    }

    /// <summary>Until when a write without an answer can still happen; null when that time is over.</summary>
    private DateTimeOffset? LingersUntil(OperationEntry entry)
    {
        var now = services.Now;
        // An intent of the future was written before the clock went back: it waits no longer than a present one.
        return entry.IntendedAt is { } at && at <= now && now < at + Lingering ? at + Lingering : null;
    }

    private async Task<AdvanceResult> VerifyAsync(
        OperationEntry entry, Permit permit, string owner, CancellationToken cancellation)
    {
        // A report here means that a process stopped while closing: what it had judged stands.
        if (entry.Report is { } judged) return Judged(entry, permit, judged, resumed: true);
        var observation = await ObserveAsync(entry.Operation, cancellation);
        if (State(entry) is not { } state) return Unjudgeable(entry, permit);
        switch (VerificationProcess.Step(state, entry.Operation, observation, services.Now))
        {
            case VerificationStep.Waiting waiting:
                var moved = entry with { VerificationState = waiting.State.ToJson() };
                services.Journal.TryAdvance(moved, OperationStage.Verifying);
                return Waiting(moved, waiting.NextSampleAt, "Its targets are being watched.");
            case VerificationStep.Finished finished:
                services.Audit.Append(AuditEvents.Verified(
                    permit, entry.Operation, finished.Report, entry.Executor, services.Now));
                if (!finished.NeedsRollback) return Judged(entry, permit, finished.Report, resumed: false);
                var undoing = entry with { Stage = OperationStage.RollingBack, Report = finished.Report };
                return services.Journal.TryAdvance(undoing, OperationStage.Verifying)
                    ? await new CompensatingRollback(services, gate, owner).StepAsync(undoing, permit)
                    : Waiting(entry, services.Now + Retry, "Another process has already advanced it.");
            default:
                throw new InvalidOperationException("A verification step is neither waiting nor finished.");
        }
    }

    private AdvanceResult Judged(OperationEntry entry, Permit permit, VerificationReport report, bool resumed)
    {
        var kept = entry with { Report = report };
        if (!services.Journal.TryAdvance(kept, OperationStage.Verifying))
            return Waiting(entry, services.Now + Retry, "Another process has already advanced it.");
        return Closed(
            new ClosingOperation(services, resumed).CloseJudged(kept, permit, report, Outcome(report.Result)));
    }

    /// <summary>The kept state cannot be read: this can never be verified, which counts as failed.</summary>
    private AdvanceResult Unjudgeable(OperationEntry entry, Permit permit)
    {
        var report = new VerificationReport(
            entry.Operation.Id, VerificationResult.Failed, services.Now - (entry.ExecutedAt ?? entry.StartedAt), [],
            false, [],
            "The state of its verification cannot be read, so it counts as failed; a person is needed.", null);
        services.Audit.Append(AuditEvents.Verified(permit, entry.Operation, report, entry.Executor, services.Now));
        return Judged(entry, permit, report, resumed: false);
    }

    private async Task<AdvanceResult> VerifyRollbackAsync(
        OperationEntry entry, Permit permit, string owner, CancellationToken cancellation)
    {
        var rollback = new CompensatingRollback(services, gate, owner);
        var compensation = Compensation.Of(entry.Operation);
        if (State(entry) is not { } state || entry.Report is null)
            return rollback.Close(entry, permit, succeeded: false, "The state of its verification cannot be read.");
        var observation = await ObserveAsync(compensation, cancellation);
        switch (VerificationProcess.Step(state, compensation, observation, services.Now))
        {
            case VerificationStep.Waiting waiting:
                var moved = entry with { VerificationState = waiting.State.ToJson() };
                services.Journal.TryAdvance(moved, OperationStage.VerifyingRollback);
                return Waiting(moved, waiting.NextSampleAt, "Its rollback is being watched.");
            case VerificationStep.Finished { Report: var report }:
                services.Audit.Append(AuditEvents.Verified(permit, compensation, report, entry.Executor, services.Now));
                return rollback.Close(
                    entry, permit, report.Result != VerificationResult.Failed, report.Rationale);
            default:
                throw new InvalidOperationException("A verification step is neither waiting nor finished.");
        }
    }

    private async Task<Observation?> ObserveAsync(Operation operation, CancellationToken cancellation)
    {
        var snapshot = services.Blueprints.Read();
        if (snapshot.Find(operation.Service)?.Blueprint is not { } blueprint) return null;
        var reading = await services.ObserveAsync(blueprint, snapshot.Policy, remember: true, cancellation);
        return (reading as ClusterReading<Observation>.Read)?.Value;
    }

    private static VerificationState? State(OperationEntry entry) =>
        VerificationState.FromJson(entry.VerificationState);

    private static string Outcome(VerificationResult result) => result switch
    {
        VerificationResult.Passed => "success",
        VerificationResult.Failed => "failed",
        VerificationResult.Ineffective => "ineffective",
        VerificationResult.Inconclusive => "inconclusive",
        VerificationResult.Superseded => "superseded",
        _ => throw new InvalidOperationException($"Result {result} has no outcome."),
    };

    private static AdvanceResult.Waiting Waiting(OperationEntry entry, DateTimeOffset until, string why) =>
        new(entry, until, why);

    private static AdvanceResult.Closed Closed(OperationEntry entry) => new(entry);
}
