using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>What people are told of a request: made from the operation, like the card.</summary>
public static class ApprovalNotices
{
    /// <summary>A person is needed.</summary>
    /// <param name="code">The code to send; null when none is demanded.</param>
    /// <param name="head">Where the request's own record stands.</param>
    public static Notice Requested(ApprovalRequest request, string? code, AuditPlace head, DateTimeOffset now)
    {
        var card = ApprovalCard.Of(request, now);
        return new Notice
        {
            Event = "approval.requested",
            Title = $"Approval needed: {card.Kind} of {card.TargetName}",
            Lines =
            [
                .. Common(card), ("rule", card.Rule), ("touches", card.BlastRadius),
                ("decide before", DocumentTime.Text(card.DueAt)),
            ],
            RequestersWords = card.RequestersWords,
            Command = $"specskills approvals approve {card.Id}",
            Code = code,
            Head = head,
            At = now,
        };
    }

    /// <summary>
    /// A decision, or the first of two: a person who reads this and has not decided learns that
    /// another did so in their name.
    /// </summary>
    public static Notice Decided(ApprovalRequest request, AuditPlace head, DateTimeOffset now)
    {
        var card = ApprovalCard.Of(request, now);
        var isFirst = request.State == ApprovalState.Pending;
        return new Notice
        {
            Event = isFirst ? ApprovalEvents.Seconded : ApprovalEvents.KindOf(request.State),
            Title = $"{(isFirst ? "approved by one of two persons" : card.State)}: {card.Kind} of {card.TargetName}",
            Lines =
            [
                .. Common(card),
                isFirst
                    ? ("approved by", string.Join(", ", card.ApprovedBy))
                    : ("decided by", request.DecidedBy?.Name ?? "no person"),
                .. request.DecisionNote is { } note ? [("note", note)] : Array.Empty<(string, string)>(),
            ],
            Head = head,
            At = now,
        };
    }

    private static IEnumerable<(string Label, string Value)> Common(ApprovalCard card) =>
    [
        ("request", card.Id), ("target", $"{card.TargetName}, {card.Where}"),
        .. card.Changes.Select(change => (change.Field, $"{change.Before} -> {change.After}")),
        ("asked by", card.Requester),
    ];
}
