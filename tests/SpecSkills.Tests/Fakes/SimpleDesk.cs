using SpecSkills.Application.Pipeline;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Permits;

namespace SpecSkills.Tests.Fakes;

/// <summary>Requests without caps, and a person who approves them by a call.</summary>
public sealed class SimpleDesk(IApprovalStore approvals, IPermitStore permits, IIdSource ids, TimeProvider time) : IApprovalDesk
{
    public Verdict? Paused(Operation operation, Principal requester) => null;

    public void CountBlocked(Verdict verdict, Principal requester)
    {
    }

    public ApprovalOpening Open(
        StoredDecision decision, Operation operation, Verdict verdict, Blueprint blueprint, GovernancePolicy policy,
        Principal requester)
    {
        if (approvals.FindPending(operation.Id) is { } pending) return new ApprovalOpening(pending, null);
        var now = time.GetUtcNow();
        var request = new ApprovalRequest(
            ids.Next("a"), operation, decision.Id, verdict, policy.Digest, requester, decision.Reason, ["devops-team"], now,
            now + TimeSpan.FromHours(1), true, false, ApprovalState.Pending, [], null, null, null, null);
        approvals.Open(request);
        return new ApprovalOpening(request, null);
    }

    /// <summary>A person says yes.</summary>
    public Permit? Approve(string approvalId)
    {
        var now = time.GetUtcNow();
        if (approvals.Find(approvalId) is not { State: ApprovalState.Pending } request || now >= request.DueAt) return null;
        var permit = new Permit(
            ids.Next("p"), request.Operation, request.DecisionId, request.PolicyDigest, request.Verdict, approvalId,
            request.Requester, now, now + Permit.Lifetime);
        var approved = request with
        {
            State = ApprovalState.Approved, ApprovedBy = [Principal.PersonLocal], DecidedBy = Principal.PersonLocal,
            DecidedAt = now, PermitId = permit.Id,
        };
        if (!approvals.TryTransition(approved, ApprovalState.Pending)) return null;
        permits.Issue(permit);
        return permit;
    }
}
