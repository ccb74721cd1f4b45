using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>Governance's answer to a stored decision.</summary>
public abstract record GovernResult
{
    private GovernResult()
    {
    }

    /// <summary>Allowed: the permit is good for ten minutes and one use.</summary>
    public sealed record Permitted(Operation Operation, Verdict Verdict, Permit Permit) : GovernResult;

    /// <summary>A person decides; nothing happens until one has.</summary>
    public sealed record AwaitsApproval(Operation Operation, Verdict Verdict, ApprovalRequest Request) : GovernResult;

    /// <summary>Blocked; the verdict says by which rule and what would be allowed.</summary>
    public sealed record Blocked(Operation Operation, Verdict Verdict) : GovernResult;

    /// <summary>The decision wants nothing done.</summary>
    public sealed record NothingToDo(StoredDecision Stored) : GovernResult;

    /// <summary>There is no decision with that id in this workspace.</summary>
    public sealed record UnknownDecision(string DecisionId) : GovernResult;
}
