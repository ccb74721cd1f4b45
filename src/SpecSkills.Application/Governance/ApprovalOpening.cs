using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>A request, or why none was opened.</summary>
/// <param name="Request">Null when the caller has too many open, or is paused.</param>
/// <param name="Refusal">A blocked verdict that says when to come back.</param>
public sealed record ApprovalOpening(ApprovalRequest? Request, Verdict? Refusal)
{
    /// <summary>False for a request that was pending before.</summary>
    public bool IsNew { get; init; }

    /// <summary>
    /// Words the notice, once the request has its place in the record; null where no person is told. It knows the code
    /// in clear, which no text of this opening may show.
    /// </summary>
    public Func<AuditPlace, Notice>? Wording { get; init; }

    /// <summary>What people are told; null where no person is told, and where they were told before.</summary>
    public Notice? Notice { get; init; }
}
