using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>
/// Who may decide a request. Groups and delegations are looked up in the policy in force now, not in the one of the
/// request.
/// </summary>
internal static class ApproverRule
{
    /// <summary>Why a principal may not approve; null when it may.</summary>
    public static string? Refuses(ApprovalRequest request, Principal by, GovernancePolicy policy, DateTimeOffset now)
    {
        if (MayNotDecide(request, by, policy, now) is { } refusal) return refusal;
        if (by == request.Requester) return "The requester cannot approve their own request.";
        if (request.ApprovedBy.Contains(by)) return $"{by} has already approved. Another person must approve.";
        if (!IsOwnRight(request, by, policy) && Lender(request, by, policy, now) is null)
            return $"{by} could decide only for a person who has already requested or approved this.";
        // Two persons are two rights: who lent one and who borrowed it are not both heard.
        if (request.ApprovedBy.Any(first => Lender(Before(request, first), first, policy, now) == by.Name))
            return $"{by} has already approved through a delegate. Another person must approve.";
        if (request.TwoPerson && by == Principal.PersonLocal)
            return "This request needs two named persons; person:local is any person at the terminal.";
        return by != Principal.PersonLocal && policy.KeyOf(by.Name) is null
            ? $"The policy holds no key for {by}, and a name alone proves nothing. Add ssh_key to {by} in its groups."
            : null;
    }

    /// <summary>
    /// Why a principal may not reject; null when it may. Saying no needs no second person and no signature.
    /// </summary>
    public static string? MayNotDecide(
        ApprovalRequest request, Principal by, GovernancePolicy policy, DateTimeOffset now)
    {
        if (!by.IsPerson) return $"{by} is not a person. Only a person decides.";
        if (request.Approvers.Count == 0)
            return "Neither blueprint nor policy names an approver, so no person can approve. Add " +
                "approval_workflow.approvers.";
        if (IsOwnRight(request, by, policy)) return null;
        var lent = policy.Delegations.Where(one => one.To == by.Name).ToArray();
        if (lent.Any(one => one.HoldsAt(now) && IsOwnRight(request, new Principal(one.From), policy))) return null;
        return lent.Length > 0 && lent.All(one => !one.HoldsAt(now))
            ? $"What was delegated to {by} ended on {lent.Max(one => one.Until):yyyy-MM-dd}."
            : $"{by} is not among the approvers of this request ({string.Join(", ", request.Approvers)}).";
    }

    /// <summary>
    /// Whose right a principal uses; null for its own. A delegate never acts for the requester or for an approver.
    /// </summary>
    public static string? Lender(ApprovalRequest request, Principal by, GovernancePolicy policy, DateTimeOffset now) =>
        IsOwnRight(request, by, policy) ? null : policy.Delegations.FirstOrDefault(one =>
            one.To == by.Name && one.From != request.Requester.Name && one.HoldsAt(now)
            && !request.ApprovedBy.Contains(new Principal(one.From))
            && IsOwnRight(request, new Principal(one.From), policy))?.From;

    /// <summary>The request as it was before any approval.</summary>
    private static ApprovalRequest Before(ApprovalRequest request, Principal approved) => request with
    {
        ApprovedBy = [.. request.ApprovedBy.TakeWhile(one => one != approved)],
    };

    private static bool IsOwnRight(ApprovalRequest request, Principal by, GovernancePolicy policy) =>
        request.Approvers.Any(approver => approver == by.Name
            || policy.Group(approver)?.Members.Any(person => person.Person == by.Name) == true);
}
