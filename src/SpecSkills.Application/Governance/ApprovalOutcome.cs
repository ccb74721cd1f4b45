using SpecSkills.Application.Ports;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>The outcome of a decision about a request.</summary>
public abstract record ApprovalOutcome
{
    private ApprovalOutcome()
    {
    }

    /// <summary>Approved: its permit is good for ten minutes and one use.</summary>
    /// <param name="Head">Where its record stands in the chain.</param>
    public sealed record Approved(ApprovalRequest Request, Permit Permit, AuditPlace Head) : ApprovalOutcome;

    /// <summary>One of two persons has approved; another must.</summary>
    /// <param name="Head">Where its record stands in the chain.</param>
    public sealed record NeedsSecondPerson(ApprovalRequest Request, AuditPlace Head) : ApprovalOutcome;

    /// <summary>A person rejected it, or the requester withdrew it.</summary>
    /// <param name="Head">Where its record stands in the chain.</param>
    public sealed record Ended(ApprovalRequest Request, AuditPlace Head) : ApprovalOutcome;

    /// <summary>Nothing was decided: this principal may not, or the confirmation does not fit.</summary>
    public sealed record Refused(string Why) : ApprovalOutcome;

    /// <summary>The request is no longer pending, or stopped being so just now.</summary>
    public sealed record NotPending(ApprovalRequest Request, string Why) : ApprovalOutcome
    {
        /// <summary>
        /// Where its record stands, when what was tried just now ended it and people should hear of that; else null.
        /// </summary>
        public AuditPlace? Head { get; init; }
    }

    /// <summary>There is no request with that id in this workspace.</summary>
    public sealed record Unknown(string ApprovalId) : ApprovalOutcome;
}
