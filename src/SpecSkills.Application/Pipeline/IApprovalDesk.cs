using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Pipeline;

/// <summary>Where an operation that needs a person waits for one.</summary>
public interface IApprovalDesk
{
    /// <summary>The blocked verdict for a caller that is paused; null for one that is not.</summary>
    Verdict? Paused(Operation operation, Principal requester);

    /// <summary>Counts a blocked verdict against its caller: ten in ten minutes pause it.</summary>
    void CountBlocked(Verdict verdict, Principal requester);

    /// <summary>
    /// Opens a request, or finds the pending one for the same operation. Its record is flushed before it.
    /// </summary>
    ApprovalOpening Open(
        StoredDecision decision, Operation operation, Verdict verdict, Blueprint blueprint, GovernancePolicy policy,
        Principal requester);

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
    /// <summary>What people are to be told; null where nobody is, and where they were told before.</summary>
    public Notice? Notice { get; init; }
}
