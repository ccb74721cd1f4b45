using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Permits;

namespace SpecSkills.Application.Governance;

/// <summary>What a decision about a request came to.</summary>
public abstract record ApprovalOutcome
{
    private ApprovalOutcome()
    {
    }

    /// <summary>Approved: its permit is good for ten minutes and one use.</summary>
    /// <param name="Head">Where its record stands in the chain.</param>
    public sealed record Approved(ApprovalRequest Request, Permit Permit, AuditPlace Head) : ApprovalOutcome;

    /// <summary>One of two persons has approved; another must.</summary>
    public sealed record NeedsSecondPerson(ApprovalRequest Request) : ApprovalOutcome;

    /// <summary>A person said no, or the requester withdrew.</summary>
    public sealed record Ended(ApprovalRequest Request) : ApprovalOutcome;

    /// <summary>Nothing was decided: this principal may not, or the confirmation does not fit.</summary>
    public sealed record Refused(string Why) : ApprovalOutcome;

    /// <summary>The request is no longer pending, or stopped being so just now.</summary>
    public sealed record NotPending(ApprovalRequest Request, string Why) : ApprovalOutcome;

    /// <summary>There is no request with that id in this workspace.</summary>
    public sealed record Unknown(string ApprovalId) : ApprovalOutcome;
}
