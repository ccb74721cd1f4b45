using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Ports;

/// <summary>
/// Approval requests. Every transition is one guarded update that fails when the state has moved meanwhile.
/// </summary>
public interface IApprovalStore
{
    /// <summary>Keeps a new request.</summary>
    void Open(ApprovalRequest request);

    /// <summary>
    /// The time seen to pass since a request was opened, in all processes: steps of the clock add nothing and take
    /// nothing away. Zero for one that does not exist.
    /// </summary>
    TimeSpan Waited(string approvalId, DateTimeOffset now);

    /// <summary>The request with this id, or null.</summary>
    ApprovalRequest? Find(string approvalId);

    /// <summary>Requests, newest first, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<ApprovalRequest> List(ApprovalState? state, string? service, int limit);

    /// <summary>A pending request for the same operation, onto which a duplicate is folded.</summary>
    ApprovalRequest? FindPending(string operationId);

    /// <summary>
    /// Replaces the request while it is still in <paramref name="expected"/>; false when it is not. Code and notices
    /// stay as the store has them: only <see cref="Amend"/> changes those.
    /// </summary>
    bool TryTransition(ApprovalRequest changed, ApprovalState expected);

    /// <summary>
    /// Changes code or notices of a request in one step that no other process comes between; its state stays.
    /// </summary>
    /// <param name="change">Gives the changed request, or null to leave it.</param>
    /// <returns>The request as it now is kept; null when there is none, or it was left.</returns>
    ApprovalRequest? Amend(string approvalId, Func<ApprovalRequest, ApprovalRequest?> change);
}
