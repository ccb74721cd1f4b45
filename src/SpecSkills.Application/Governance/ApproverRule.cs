using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>
/// Who may decide a request. Groups are looked up in the policy in force now, not in the one of the request.
/// </summary>
internal static class ApproverRule
{
    /// <summary>Why a principal may not approve; null when it may.</summary>
    public static string? Refuses(ApprovalRequest request, Principal by, GovernancePolicy policy)
    {
        if (MayNotDecide(request, by, policy) is { } refusal) return refusal;
        if (by == request.Requester) return "Whoever asks for an operation does not approve it.";
        if (request.ApprovedBy.Contains(by)) return $"{by} has approved already; another person must.";
        if (request.TwoPerson && by == Principal.PersonLocal)
            return "This request needs two named persons; person:local is whoever sits at the terminal.";
        return SigningKey(by, policy) is not null
            ? $"The policy holds a key for {by}: this person approves with a signature, which this way of approving " +
                "does not take."
            : null;
    }

    /// <summary>
    /// Why a principal may not reject; null when it may. Saying no needs no second person and no signature.
    /// </summary>
    public static string? MayNotDecide(ApprovalRequest request, Principal by, GovernancePolicy policy)
    {
        if (!by.IsPerson) return $"{by} is no person; only a person decides.";
        if (request.Approvers.Count == 0)
            return "Neither blueprint nor policy names an approver, so nobody can approve. Add " +
                "approval_workflow.approvers.";
        foreach (var approver in request.Approvers)
            if (approver == by.Name || Persons(policy, approver).Any(person => person.Person == by.Name))
                return null;
        return $"{by} is not among the approvers of this request ({string.Join(", ", request.Approvers)}).";
    }

    private static IReadOnlyList<Approver> Persons(GovernancePolicy policy, string group) =>
        policy.Groups.FirstOrDefault(one => one.Name == group)?.Members ?? [];

    private static string? SigningKey(Principal by, GovernancePolicy policy) => policy.Groups
        .SelectMany(group => group.Members).FirstOrDefault(one => one.Person == by.Name
            && one.SshKey is not null)?.SshKey;
}
