using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Governance;

/// <summary>
/// Asks governance about a stored decision, by the repository's own files and a fresh observation: allowed becomes a
/// permit, what needs a person becomes a request, everything else is blocked. All of it is on record before it counts.
/// </summary>
public sealed class RequestGovernance(PipelineServices services, OpenApproval openApproval)
{
    private readonly SweepApprovals sweep = new(services.Approvals, services.Blueprints, services.Audit, services.Time);

    /// <summary>The verdict, and what it led to.</summary>
    public async Task<GovernResult> ExecuteAsync(string decisionId, Principal principal, CancellationToken cancellation)
    {
        if (services.Decisions.Find(decisionId) is not { } stored) return new GovernResult.UnknownDecision(decisionId);
        // A decision has one operation; the planner never makes more, and a plan of several would need one
        // verdict each.
        if (stored.Decision.Operations is not [var operation, ..]) return new GovernResult.NothingToDo(stored);
        // What has waited its time neither counts nor answers any more: a wish is not folded onto it.
        sweep.Execute(null, principal);
        if (openApproval.Paused(operation, principal) is { } paused)
            return Block(stored, operation, paused, services.Blueprints.Read().Policy?.Digest, principal);
        var (snapshot, blueprint, verdict) = await JudgeAsync(stored, operation, cancellation);
        var policyDigest = snapshot.Policy?.Digest;
        switch (verdict.Status)
        {
            case VerdictStatus.Allowed:
                var now = services.Now;
                var permit = new Permit(
                    services.Ids.Next("p"), operation, decisionId, policyDigest!, verdict, ApprovalId: null,
                    principal, now,
                    now + Permit.Lifetime);
                Record(stored, operation, verdict, policyDigest, permit.Id, null, principal);
                services.Permits.Issue(permit);
                return new GovernResult.Permitted(operation, verdict, permit);
            case VerdictStatus.RequiresApproval:
                var prepared = openApproval.Prepare(
                    stored, operation, verdict, blueprint!, snapshot.Policy!, principal);
                if (prepared.Request is not { } request)
                    return Block(stored, operation, prepared.Refusal ?? verdict, policyDigest, principal);
                Record(stored, operation, verdict, policyDigest, null, request.Id, principal);
                if (openApproval.Open(prepared).Notice is { } notice)
                    request = await openApproval.AnnounceAsync(request, notice, cancellation);
                return new GovernResult.AwaitsApproval(operation, verdict, request);
            default:
                return Block(stored, operation, verdict, policyDigest, principal);
        }
    }

    /// <summary>The verdict alone: nothing is issued, opened or recorded.</summary>
    public async Task<Verdict?> PreviewAsync(StoredDecision stored, CancellationToken cancellation) =>
        stored.Decision.Operations is [var operation, ..]
            ? (await JudgeAsync(stored, operation, cancellation)).Verdict
            : null;

    private async Task<(RepositorySnapshot Snapshot, Blueprint? Blueprint, Verdict Verdict)> JudgeAsync(
        StoredDecision stored, Operation operation, CancellationToken cancellation)
    {
        var snapshot = services.Blueprints.Read();
        if (PipelineServices.Unlocked(snapshot, operation) is { } unlocked) return (snapshot, null, unlocked);
        if (snapshot.Find(operation.Service) is not { IsValid: true, Blueprint: { } blueprint })
            return (snapshot, null, Stale(operation, "The blueprint is gone or no longer valid. Decide again."));
        var reading = await services.ObserveAsync(blueprint, snapshot.Policy, remember: false, cancellation);
        if (reading is ClusterReading<Observation>.Failed failed) return (
            snapshot, blueprint, Stale(operation, failed.Message));
        var verdict = PipelineServices.Judge(
            operation, blueprint, snapshot.Policy, ((ClusterReading<Observation>.Read)reading).Value,
            stored.Decision.ProposalOnly, atUse: false, services.Now);
        return (snapshot, blueprint, verdict);
    }

    private GovernResult.Blocked Block(
        StoredDecision stored, Operation operation, Verdict verdict, string? policyDigest, Principal principal)
    {
        openApproval.CountBlocked(verdict, principal);
        Record(stored, operation, verdict, policyDigest, null, null, principal);
        services.Audit.Append(new ClosedOperation(operation, stored.Decision, verdict, null, null, "blocked")
            .ToEvent(principal, services.Now));
        return new GovernResult.Blocked(operation, verdict);
    }

    private void Record(
        StoredDecision stored, Operation operation, Verdict verdict, string? policyDigest, string? permitId,
        string? approvalId, Principal principal) =>
        services.Audit.Append(AuditEvents.Governed(
            stored.Id, operation, verdict, policyDigest, permitId, approvalId, stored.Reason, principal, services.Now));

    private static Verdict Stale(Operation operation, string why) => new(
        VerdictStatus.Blocked, RuleNames.StaleObservation, [], operation.Id, RuleNames.StaleObservation, why, null);
}
