using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Verification;

namespace SpecSkills.Application.Execution;

/// <summary>
/// Executes what a permit is bound to, nothing else: consumes it, judges again by what is in force and seen now, writes
/// the intent, sends, writes the outcome, and hands the execution to verification.
/// </summary>
public sealed class ApplyPermit(PipelineServices services, WriteGate gate, IVerificationSchedule schedule)
{
    /// <summary>Uses a permit. A dry run checks everything, has the server check too, and consumes nothing.</summary>
    public async Task<ApplyResult> ExecuteAsync(
        string permitId, Principal executor, bool dryRun, CancellationToken cancellation)
    {
        if (services.Permits.Find(permitId) is not { } status) return new ApplyResult.UnknownPermit(permitId);
        var permit = status.Permit;
        if (Spent(status, services.Now) is { } spent) return spent;
        if (services.Journal.FindUnfinished(permit.Operation.Service) is not null)
            return Refused(
                RuleNames.OperationInFlight,
                $"An operation of {permit.Operation.Service} is not verified yet. Try again when it is closed.",
                conflict: true);
        cancellation.ThrowIfCancellationRequested();
        if (dryRun) return await RehearseAsync(permit, executor, cancellation);
        var entry = new OperationEntry(
            permit.Id, permit.Operation, permit.DecisionId, executor, OperationStage.Consumed, services.Now, null,
            null, null,
            null, null, null, null);
        if (!services.Journal.TryBegin(entry))
            return Refused(
                RuleNames.OperationInFlight,
                "The permit has been used, or another operation of the service has begun meanwhile.", conflict: true);
        var owner = services.NewLeaseOwner();
        services.Journal.TryLease(permit.Id, owner, services.Now, WriteGate.Lease);
        try
        {
            if (!Consume(permit, executor))
                return Close(
                    entry, permit, "expired", RuleNames.StaleObservation, "The permit can no longer be used.", true);
            return await ExecuteAsync(entry, permit, owner);
        }
        finally
        {
            services.Journal.TryLease(permit.Id, owner, services.Now, TimeSpan.Zero);
        }
    }

    /// <summary>
    /// The permit in one guarded update, and with it the approval it rests on: approved becomes consumed exactly once.
    /// </summary>
    private bool Consume(Permit permit, Principal executor)
    {
        if (!services.Permits.TryConsume(permit.Id, services.Now)) return false;
        if (permit.ApprovalId is null) return true;
        if (services.Approvals.Find(permit.ApprovalId) is not { State: ApprovalState.Approved } approval) return false;
        var consumed = approval with { State = ApprovalState.Consumed };
        services.Audit.Append(ApprovalEvents.Moved(consumed, ApprovalState.Approved, executor, services.Now));
        return services.Approvals.TryTransition(consumed, ApprovalState.Approved);
    }

    private async Task<ApplyResult> ExecuteAsync(OperationEntry entry, Permit permit, string owner)
    {
        var view = await LookAsync(permit, atUse: true, CancellationToken.None);
        if (view.Observation is null || view.Blueprint is null)
            return Close(entry, permit, "blocked", view.Verdict.Rule, view.Verdict.Explanation, true);
        entry = entry with
        {
            Before = view.Observation,
            VerificationState = VerificationProcess
                .Start(permit.Operation, view.Observation, view.Blueprint, services.Now).ToJson(),
        };
        var sent = await gate.SendAsync(
            permit, owner, dryRun: false,
            facts => Admit(permit, view, facts, dryRun: false),
            (plan, attempt) => Intend(ref entry, permit, plan, attempt));
        return sent switch
        {
            GateResult.Sent done => Answered(entry, permit, done.Receipt),
            GateResult.Refused { Admission: var no } =>
                Close(entry, permit, "blocked", no.Rule, no.Explanation, IsConflict(no)),
            GateResult.Unread { Message: var why } =>
                Close(entry, permit, "blocked", RuleNames.StaleObservation, why, true),
            _ => throw new InvalidOperationException($"The gate answered {sent.GetType().Name}."),
        };
    }

    private bool Intend(ref OperationEntry entry, Permit permit, AdmittedPlan plan, int attempt)
    {
        services.Audit.Append(AuditEvents.Intended(
            permit, plan.Operation, plan.ResourceVersion, attempt, null, dryRun: false, entry.Executor, services.Now));
        var intended = entry with { Stage = OperationStage.Intended, IntendedAt = services.Now };
        if (!services.Journal.TryAdvance(intended, entry.Stage)) return false;
        entry = intended;
        return true;
    }

    private ApplyResult Answered(OperationEntry entry, Permit permit, Receipt receipt)
    {
        services.Audit.Append(AuditEvents.CameOut(
            permit, entry.Operation, receipt, null, null, entry.Executor, services.Now));
        entry = entry with { Receipt = receipt };
        switch (receipt.Status)
        {
            case ReceiptStatus.Success:
                new ExecutedOperation(services).Begin(entry, permit, receipt);
                Verify(permit);
                return new ApplyResult.Executed(permit.Id, receipt);
            case ReceiptStatus.Unknown:
                // Verification's first step asks the cluster what happened.
                services.Journal.TryAdvance(entry, OperationStage.Intended);
                Verify(permit);
                return new ApplyResult.Unsettled(permit.Id, receipt);
            default:
                new ClosingOperation(services).CloseUnchanged(entry, permit, receipt);
                return new ApplyResult.NotTaken(receipt);
        }
    }

    private void Verify(Permit permit) => schedule.Begin(permit.Id);

    private async Task<ApplyResult> RehearseAsync(Permit permit, Principal executor, CancellationToken cancellation)
    {
        var view = await LookAsync(permit, atUse: false, cancellation);
        if (view.Observation is null) return Refused(view.Verdict.Rule, view.Verdict.Explanation, conflict: true);
        var sent = await gate.SendAsync(
            permit, "", dryRun: true,
            facts => Admit(permit, view, facts, dryRun: true),
            (plan, attempt) =>
            {
                services.Audit.Append(AuditEvents.Intended(
                    permit, plan.Operation, plan.ResourceVersion, attempt, null, dryRun: true, executor, services.Now));
                return true;
            });
        if (sent is GateResult.Refused { Admission: var no }) return Refused(no.Rule, no.Explanation, IsConflict(no));
        if (sent is not GateResult.Sent done)
            return Refused(RuleNames.StaleObservation, ((GateResult.Unread)sent).Message, conflict: true);
        services.Audit.Append(AuditEvents.CameOut(
            permit, permit.Operation, done.Receipt, null, null, executor, services.Now));
        return done.Receipt.Status == ReceiptStatus.Success
            ? new ApplyResult.Rehearsed(done.Receipt)
            : new ApplyResult.NotTaken(done.Receipt);
    }

    private Admission Admit(Permit permit, View view, FreshFacts facts, bool dryRun) => PermitGate.Admit(
        permit, permit.Operation, view.Verdict, view.PolicyDigest, view.Blueprint?.Digest ?? "", facts, services.Now,
        dryRun);

    /// <summary>Policy, blueprint and service as they are at the moment of use, and the verdict they give.</summary>
    private async Task<View> LookAsync(Permit permit, bool atUse, CancellationToken cancellation)
    {
        var snapshot = services.Blueprints.Read();
        var policyDigest = snapshot.Policy?.Digest ?? "";
        if (PipelineServices.Unlocked(snapshot, permit.Operation) is { } unlocked)
            return new View(null, policyDigest, null, unlocked);
        if (snapshot.Find(permit.Operation.Service) is not { IsValid: true, Blueprint: { } blueprint })
            return new View(null, policyDigest, null, Blocked(permit, "The blueprint is gone or no longer valid."));
        var reading = await services.ObserveAsync(blueprint, snapshot.Policy, remember: false, cancellation);
        if (reading is not ClusterReading<Observation>.Read read)
            return new View(
                blueprint, policyDigest, null, Blocked(permit, ((ClusterReading<Observation>.Failed)reading).Message));
        // A proposal becomes an operation by a person's approval; without one it stays a proposal.
        var proposalOnly = permit.ApprovalId is null
            && services.Decisions.Find(permit.DecisionId)?.Decision.ProposalOnly == true;
        var verdict = PipelineServices.Judge(
            permit.Operation, blueprint, snapshot.Policy, read.Value, proposalOnly, atUse, services.Now);
        return new View(blueprint, policyDigest, read.Value, verdict);
    }

    private static Verdict Blocked(Permit permit, string why) => permit.Verdict with
    {
        Status = VerdictStatus.Blocked,
        Rule = RuleNames.StaleObservation,
        Explanation = why,
        Alternative = null,
    };

    private ApplyResult.Refused Close(
        OperationEntry entry, Permit permit, string outcome, string rule, string why, bool conflict)
    {
        new ClosingOperation(services).CloseUnsent(entry, permit, outcome, rule, why);
        return Refused(rule, why, conflict);
    }

    private static ApplyResult.Refused? Spent(PermitStatus status, DateTimeOffset now)
    {
        if (status.ConsumedAt is { } at)
            return Refused(
                RuleNames.StaleObservation, $"The permit was used at {at:u}; a permit is used once.", conflict: true);
        return now >= status.Permit.ExpiresAt
            ? Refused(
                RuleNames.StaleObservation, $"The permit expired at {status.Permit.ExpiresAt:u}. Decide again.",
                conflict: true)
            : null;
    }

    /// <summary>A plan that no longer fits the observation can be decided anew.</summary>
    private static bool IsConflict(Admission.Refused refused) =>
        refused.Conflict || refused.Rule == RuleNames.StaleObservation;

    private static ApplyResult.Refused Refused(string rule, string why, bool conflict) => new(rule, why, conflict);

    private sealed record View(Blueprint? Blueprint, string PolicyDigest, Observation? Observation, Verdict Verdict);
}
