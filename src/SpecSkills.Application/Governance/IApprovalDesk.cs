using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>Where an operation that needs a person waits for one.</summary>
public interface IApprovalDesk
{
    /// <summary>The blocked verdict for a caller that is paused; null for one that is not.</summary>
    Verdict? Paused(Operation operation, Principal requester);

    /// <summary>Counts a blocked verdict against its caller: ten in ten minutes pause it.</summary>
    void CountBlocked(Verdict verdict, Principal requester);

    /// <summary>
    /// The request an operation would open, or the pending one for the same operation. Nothing is kept yet: the verdict
    /// that names the request goes on record before anybody can approve it.
    /// </summary>
    ApprovalOpening Prepare(
        StoredDecision decision, Operation operation, Verdict verdict, Blueprint blueprint, GovernancePolicy policy,
        Principal requester);

    /// <summary>
    /// Opens a prepared request, its record flushed before it, and gives what people are to be told. A pending one is
    /// open already.
    /// </summary>
    ApprovalOpening Open(ApprovalOpening prepared);

    /// <summary>
    /// Tells people of a request just opened. Nothing it fails to do takes the request back; what came of it is on
    /// record and on the request that is returned.
    /// </summary>
    Task<ApprovalRequest> AnnounceAsync(ApprovalRequest request, Notice notice, CancellationToken cancellation);
}

/// <summary>A request, or why none was opened.</summary>
/// <param name="Request">Null when the caller has too many open, or is paused.</param>
/// <param name="Refusal">A blocked verdict that says when to come back.</param>
public sealed record ApprovalOpening(ApprovalRequest? Request, Verdict? Refusal)
{
    /// <summary>False for a request that was pending before.</summary>
    public bool IsNew { get; init; }

    /// <summary>
    /// Words the notice, once the request has its place in the record; null where nobody is told. It knows the code in
    /// clear, which no text of this opening may show.
    /// </summary>
    public Func<AuditPlace, Notice>? Wording { get; init; }

    /// <summary>What people are to be told; null where nobody is, and where they were told before.</summary>
    public Notice? Notice { get; init; }
}
