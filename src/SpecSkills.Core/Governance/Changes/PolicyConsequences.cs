namespace SpecSkills.Core.Governance.Changes;

/// <summary>What a change of a policy's field causes, by the longest prefix of its path.</summary>
internal static class PolicyConsequences
{
    private static readonly (string Prefix, string Text)[] Table =
    [
        ("metadata", "nothing: it describes the policy"),
        ("spec.agent_authority", "what every service's agent may do by itself changes from the next verdict on"),
        ("spec.limits.operations_per_hour", "more or fewer operations pass in an hour, over all services"),
        ("spec.limits.services_at_once", "more or fewer services are changed at the same time"),
        ("spec.limits.breaker_threshold", "a service is stopped after more or fewer failures in a row"),
        ("spec.limits", "no list and no approval lifts a service past it"),
        ("spec.groups", "other persons may approve, or approve in another way"),
        ("spec.delegations", "other persons may approve for a while"),
        ("spec.approval_workflow", "requests opened from now on are decided by it, where a blueprint says nothing"),
        ("spec.freeze_windows", "inside the windows no change is made by the agent"),
        ("spec.review_interval", "the reminder to review the policy comes sooner or later"),
        ("spec.audit", "records from now on are kept by it"),
    ];

    public static string Of(string path)
    {
        foreach (var (prefix, text) in Table)
            if (path == prefix || path.StartsWith(prefix + ".", StringComparison.Ordinal))
                return text;
        return "the format itself";
    }
}
