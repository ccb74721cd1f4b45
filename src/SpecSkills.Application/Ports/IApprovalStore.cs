using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Ports;

/// <summary>
/// Approval requests. Every transition is one guarded update that fails when the state has moved meanwhile.
/// </summary>
public interface IApprovalStore
{
    /// <summary>Keeps a new request.</summary>
    void Open(ApprovalRequest request);

    /// <summary>The request with this id, or null.</summary>
    ApprovalRequest? Find(string approvalId);

    /// <summary>Requests, newest first, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<ApprovalRequest> List(ApprovalState? state, string? service, int limit);

    /// <summary>A pending request for the same operation, onto which a duplicate is folded.</summary>
    ApprovalRequest? FindPending(string operationId);

    /// <summary>Replaces the request while it is still in <paramref name="expected"/>; false when it is not.</summary>
    bool TryTransition(ApprovalRequest changed, ApprovalState expected);
}
