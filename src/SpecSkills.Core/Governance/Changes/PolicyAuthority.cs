using SpecSkills.Core.Blueprints.Changes;

namespace SpecSkills.Core.Governance.Changes;

/// <summary>
/// For every field of the global policy, which direction lets agents do or reach more, or be watched less. A field the
/// table does not name cannot be compared, and that counts as widening.
/// </summary>
internal static class PolicyAuthority
{
    private const string GroupPrefix = "spec.groups.";

    private static readonly Dictionary<string, Func<GovernancePolicy, GovernancePolicy, AuthorityEffect>> Table =
        new(StringComparer.Ordinal)
        {
            ["metadata.name"] = Tuning,
            ["metadata.description"] = Tuning,
            ["metadata.owner"] = Tuning,
            ["spec.agent_authority.allowed_operations"] = Lists,
            ["spec.agent_authority.requires_approval"] = Lists,
            ["spec.agent_authority.forbidden_operations"] = Lists,
            // No bound is the widest of all.
            ["spec.limits.operations_per_hour"] = Bound(policy => policy.Limits.OperationsPerHour),
            ["spec.limits.services_at_once"] = Bound(policy => policy.Limits.ServicesAtOnce),
            ["spec.limits.breaker_threshold"] = Bound(policy => policy.Limits.BreakerThreshold),
            ["spec.limits.max_replicas"] = Bound(policy => policy.Limits.MaxReplicas),
            ["spec.limits.max_cpu"] = Bound(policy => policy.Limits.MaxCpu?.Millicores),
            ["spec.limits.max_memory"] = Bound(policy => policy.Limits.MaxMemory?.Bytes),
            ["spec.approval_workflow.approvers"] = (before, after) => AuthorityLists.Sets(
                before.ApprovalWorkflow?.Approvers, after.ApprovalWorkflow?.Approvers, isMoreWider: true),
            ["spec.approval_workflow.timeout"] = Grows(policy => policy.ApprovalWorkflow?.Timeout.Ticks),
            ["spec.approval_workflow.auto_reject_on_timeout"] =
                Safeguard(policy => policy.ApprovalWorkflow?.AutoRejectOnTimeout),
            ["spec.approval_workflow.two_person"] = Safeguard(policy => policy.ApprovalWorkflow?.TwoPerson),
            // One more person may decide, or one longer: only taking a delegation back is narrower.
            ["spec.delegations"] = (before, after) => AuthorityLists.Sets(
                before.Delegations.Select(one => one.ToString()), after.Delegations.Select(one => one.ToString()),
                isMoreWider: true),
            ["spec.freeze_windows"] = (before, after) => AuthorityLists.Sets(
                before.FreezeWindows.Select(AuthorityLists.Text), after.FreezeWindows.Select(AuthorityLists.Text),
                isMoreWider: false),
            ["spec.review_interval"] = Grows(policy => policy.ReviewInterval.Ticks),
            ["spec.audit.log_all_decisions"] = Safeguard(policy => policy.Audit?.LogAllDecisions),
            ["spec.audit.log_all_operations"] = Safeguard(policy => policy.Audit?.LogAllOperations),
            ["spec.audit.retention_period"] = Grows(policy => -policy.Audit?.RetentionPeriod.Ticks),
        };

    /// <summary>The effect of one changed field.</summary>
    public static AuthorityEffect Of(string path, GovernancePolicy before, GovernancePolicy after)
    {
        if (path.StartsWith(GroupPrefix, StringComparison.Ordinal))
            return Members(path[GroupPrefix.Length..], before, after);
        return Table.TryGetValue(path, out var compare) ? compare(before, after) : AuthorityEffect.Incomparable;
    }

    private static AuthorityEffect Tuning(GovernancePolicy before, GovernancePolicy after) => AuthorityEffect.Unchanged;

    private static AuthorityEffect Lists(GovernancePolicy before, GovernancePolicy after) =>
        AuthorityLists.Compare(before.AgentAuthority, after.AgentAuthority);

    // Who is in a group may approve: one person more is wider. A first key lets a person approve who could not without
    // one, a key taken away takes a proof away, and another key may belong to another person.
    private static AuthorityEffect Members(string name, GovernancePolicy before, GovernancePolicy after)
    {
        var old = Members(before, name);
        var now = Members(after, name);
        return FieldAuthority.Together(old.Keys.Union(now.Keys).Select(person =>
        {
            if (!now.TryGetValue(person, out var newKey)) return AuthorityEffect.Narrower;
            if (!old.TryGetValue(person, out var oldKey)) return AuthorityEffect.Wider;
            if (newKey == oldKey) return AuthorityEffect.Unchanged;
            return oldKey is null || newKey is null ? AuthorityEffect.Wider : AuthorityEffect.Incomparable;
        }));
    }

    private static Dictionary<string, string?> Members(GovernancePolicy policy, string name) =>
        (policy.Group(name)?.Members ?? []).ToDictionary(
            member => member.Person, member => member.SshKey, StringComparer.Ordinal);

    private static Func<GovernancePolicy, GovernancePolicy, AuthorityEffect> Bound(
        Func<GovernancePolicy, decimal?> value) => (before, after) =>
        Direction((value(after) ?? decimal.MaxValue).CompareTo(value(before) ?? decimal.MaxValue));

    // Where the section is missing a blueprint's own holds, which is not known here.
    private static Func<GovernancePolicy, GovernancePolicy, AuthorityEffect> Grows(
        Func<GovernancePolicy, decimal?> value) => (before, after) =>
        value(before) is { } old && value(after) is { } now
            ? Direction(now.CompareTo(old)) : AuthorityEffect.Incomparable;

    private static Func<GovernancePolicy, GovernancePolicy, AuthorityEffect> Safeguard(
        Func<GovernancePolicy, bool?> isOn) => Grows(policy => isOn(policy) is { } on ? (on ? 0 : 1) : null);

    private static AuthorityEffect Direction(int comparison) => comparison switch
    {
        > 0 => AuthorityEffect.Wider,
        < 0 => AuthorityEffect.Narrower,
        _ => AuthorityEffect.Unchanged,
    };
}
