using SpecSkills.Core.Decisions;

namespace SpecSkills.Core.Governance;

/// <summary>A request for a person's decision on one exact operation.</summary>
/// <param name="Approvers">Groups or persons who may decide, from the workflow.</param>
/// <param name="Reason">The requester's own words: untrusted, stripped and capped, shown apart.</param>
/// <param name="DueAt">End of the workflow's timeout.</param>
/// <param name="AutoRejectOnTimeout">True: expired at <paramref name="DueAt"/>; false: overdue and still
/// pending.</param>
/// <param name="TwoPerson">Two named persons must approve.</param>
/// <param name="ApprovedBy">Who has said yes so far, oldest first.</param>
/// <param name="DecidedBy">Who ended it, when a person did.</param>
public sealed record ApprovalRequest(
    string Id,
    Operation Operation,
    string DecisionId,
    Verdict Verdict,
    string PolicyDigest,
    Principal Requester,
    string? Reason,
    IReadOnlyList<string> Approvers,
    DateTimeOffset RequestedAt,
    DateTimeOffset DueAt,
    bool AutoRejectOnTimeout,
    bool TwoPerson,
    ApprovalState State,
    IReadOnlyList<Principal> ApprovedBy,
    Principal? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? DecisionNote,
    string? PermitId)
{
    /// <summary>Where it is announced, <c>slack://devops-alerts</c>; from blueprint and policy together.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The outcomes of announcing it, oldest first; empty when nothing was tried yet.</summary>
    public IReadOnlyList<ChannelNotice> Notices { get; init; } = [];

    /// <summary>The store's count of passed ticks when it was opened; used by the store alone.</summary>
    public long? OpenedAtTicks { get; init; }

    /// <summary>When present, the approver types the code that was sent off this machine.</summary>
    public KeptCode? Code { get; init; }
}
