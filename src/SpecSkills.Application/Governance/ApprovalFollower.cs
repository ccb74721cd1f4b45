using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Governance;

/// <summary>Follows the queue of requests: each look gives what is new since the last.</summary>
public sealed class ApprovalFollower(IApprovalStore approvals)
{
    /// <summary>Requests looked at; more at once are pending only when every caller is over its limit.</summary>
    private const int Looked = 200;

    private Dictionary<string, string>? known;

    /// <summary>The requests that wait, oldest first.</summary>
    public IReadOnlyList<ApprovalCard> Waiting { get; private set; } = [];

    /// <summary>
    /// Looks again. The first look gives what waits; later ones give new requests and those that have moved, oldest
    /// first.
    /// </summary>
    public IReadOnlyList<(string Event, ApprovalCard Card)> Look(DateTimeOffset now)
    {
        var cards = approvals.List(null, null, Looked).Reverse()
            .Select(request => ApprovalCard.Of(ApprovalTimer.AsOf(approvals, request, now), now)).ToArray();
        var pending = WireWord.Of(ApprovalState.Pending);
        // Those that wait are looked up by themselves: they may be older than the newest page.
        Waiting = [.. ApprovalTimer.Waiting(approvals, null, Looked, now).Reverse()
            .Select(request => ApprovalCard.Of(request, now))];
        var before = known;
        known = cards.Concat(Waiting).DistinctBy(card => card.Id).ToDictionary(card => card.Id, Standing);
        return before is null
            ? [.. Waiting.Select(card => (Standing(card), card))]
            : [.. cards.Concat(Waiting).DistinctBy(card => card.Id)
                .Where(card => before.GetValueOrDefault(card.Id) != Standing(card)
                    && (before.ContainsKey(card.Id) || card.State == pending))
                .Select(card => (Standing(card), card))];
    }

    /// <summary>One word for how it stands, with what a state does not say.</summary>
    private static string Standing(ApprovalCard card) =>
        card.State != WireWord.Of(ApprovalState.Pending) ? card.State
        : card.IsOverdue ? "overdue"
        : card.ApprovedBy.Count > 0 ? "first_person"
        : card.State;
}
