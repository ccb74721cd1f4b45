namespace SpecSkills.Core.Blueprints.Changes;

/// <summary>
/// For every field, which direction lets the agent do or reach more, or be watched less. A field the table does not
/// name cannot be compared, and that counts as widening: a forgotten new field is never in force
/// here.
/// </summary>
internal static class FieldAuthority
{
    private static readonly Dictionary<string, Func<Blueprint, Blueprint, AuthorityEffect>> Table =
        new(StringComparer.Ordinal)
        {
            ["metadata.description"] = Tuning,
            ["metadata.owner"] = Tuning,
            ["metadata.created"] = Tuning,
            ["spec.resources.cpu.request"] = More(b => b.Resources.Cpu.Request.Millicores),
            ["spec.resources.cpu.limit"] = More(b => b.Resources.Cpu.Limit.Millicores),
            ["spec.resources.cpu.target_utilization"] = Switch(b => b.Resources.Cpu.TargetUtilization is not null),
            ["spec.resources.cpu.optimization_threshold"] = Tuning,
            ["spec.resources.memory.request"] = More(b => b.Resources.Memory.Request.Bytes),
            ["spec.resources.memory.limit"] = More(b => b.Resources.Memory.Limit.Bytes),
            ["spec.resources.memory.target_utilization"] =
                Switch(b => b.Resources.Memory.TargetUtilization is not null),
            ["spec.resources.memory.optimization_threshold"] = Tuning,
            ["spec.resources.disk.ephemeral_storage"] = More(b => b.Resources.EphemeralStorage?.Bytes),
            // A target that is gone is the loosest of all.
            ["spec.performance.latency_p50"] = More(b => b.Performance.LatencyP50?.Ticks, decimal.MaxValue),
            ["spec.performance.latency_p95"] = More(b => b.Performance.LatencyP95?.Ticks, decimal.MaxValue),
            ["spec.performance.latency_p99"] = More(b => b.Performance.LatencyP99?.Ticks, decimal.MaxValue),
            ["spec.performance.error_rate_max"] = More(b => b.Performance.ErrorRateMax?.Value, decimal.MaxValue),
            ["spec.performance.throughput_min"] = Less(b => b.Performance.ThroughputMin?.PerSecond),
            ["spec.performance.throughput_target"] = Tuning,
            ["spec.performance.availability"] = Less(b => b.Performance.Availability?.Value),
            ["spec.scaling.min_replicas"] = Less(b => b.Scaling.MinReplicas),
            ["spec.scaling.max_replicas"] = More(b => b.Scaling.MaxReplicas),
            ["spec.scaling.target_replicas"] = Tuning,
            ["spec.scaling.scale_up_threshold"] = Tuning,
            ["spec.scaling.scale_down_threshold"] = Tuning,
            ["spec.scaling.scale_up_increment"] = Tuning,
            ["spec.scaling.scale_down_increment"] = Tuning,
            ["spec.scaling.cooldown_period"] = Tuning,
            ["spec.scaling.scale_down_stabilization"] = Tuning,
            ["spec.scaling.metrics"] = Tuning,
            ["spec.reliability.restart_backoff"] =
                More(b => b.Reliability.RestartBackoff == RestartBackoff.Fixed ? 1 : 0),
            ["spec.reliability.rollback_threshold"] = More(b => b.Reliability.RollbackThreshold),
            ["spec.reliability.health_check_timeout"] = More(b => b.Reliability.HealthCheckTimeout.Ticks),
            ["spec.reliability.verification_window"] = Less(b => b.Reliability.VerificationWindow.Ticks),
            ["spec.reliability.strict_rollback"] = Less(b => b.Reliability.StrictRollback ? 1 : 0),
            ["spec.governance.agent_authority.allowed_operations"] = AuthorityLists.Compare,
            ["spec.governance.agent_authority.requires_approval"] = AuthorityLists.Compare,
            ["spec.governance.agent_authority.forbidden_operations"] = AuthorityLists.Compare,
            ["spec.governance.approval_workflow.approvers"] = AuthorityLists.CompareApprovers,
            ["spec.governance.approval_workflow.timeout"] = Within(b => b.Governance?.ApprovalWorkflow?.Timeout.Ticks),
            ["spec.governance.approval_workflow.auto_reject_on_timeout"] =
                Without(b => b.Governance?.ApprovalWorkflow?.AutoRejectOnTimeout),
            ["spec.governance.approval_workflow.two_person"] =
                Without(b => b.Governance?.ApprovalWorkflow?.TwoPerson),
            ["spec.governance.audit.log_all_decisions"] =
                Without(b => b.Governance?.Audit?.LogAllDecisions),
            ["spec.governance.audit.log_all_operations"] =
                Without(b => b.Governance?.Audit?.LogAllOperations),
            ["spec.governance.audit.retention_period"] = Within(b => -b.Governance?.Audit?.RetentionPeriod.Ticks),
            ["spec.governance.freeze_windows"] = AuthorityLists.CompareFreezeWindows,
            ["spec.cost.monthly_budget"] = Money(b => b.Cost?.MonthlyBudget, isMoreWider: true),
            ["spec.cost.cost_per_replica"] = Money(b => b.Cost?.CostPerReplica, isMoreWider: false),
            ["spec.cost.optimization_priority"] = Tuning,
        };

    /// <summary>The effect of one changed field.</summary>
    public static AuthorityEffect Of(string path, Blueprint before, Blueprint after)
    {
        if (path.StartsWith("metadata.labels.", StringComparison.Ordinal)) return AuthorityEffect.Unchanged;
        return Table.TryGetValue(path, out var compare) ? compare(before, after) : AuthorityEffect.Incomparable;
    }

    /// <summary>The effect of several changes at once.</summary>
    public static AuthorityEffect Together(IEnumerable<AuthorityEffect> effects) =>
        effects.Aggregate(AuthorityEffect.Unchanged, (left, right) => (left, right) switch
        {
            (AuthorityEffect.Unchanged, _) => right,
            (_, AuthorityEffect.Unchanged) => left,
            _ => left == right ? left : AuthorityEffect.Incomparable,
        });

    private static AuthorityEffect Tuning(Blueprint before, Blueprint after) => AuthorityEffect.Unchanged;

    private static Func<Blueprint, Blueprint, AuthorityEffect> More(
        Func<Blueprint, decimal?> value, decimal absent = 0) =>
        (before, after) => Direction((value(after) ?? absent).CompareTo(value(before) ?? absent));

    private static Func<Blueprint, Blueprint, AuthorityEffect> Less(Func<Blueprint, decimal?> value) =>
        (before, after) => Direction((value(before) ?? 0).CompareTo(value(after) ?? 0));

    // Without its section the global policy's own setting holds, which is not known here.
    private static Func<Blueprint, Blueprint, AuthorityEffect> Within(Func<Blueprint, decimal?> value) =>
        (before, after) => value(before) is { } old && value(after) is { } now
            ? Direction(now.CompareTo(old)) : AuthorityEffect.Incomparable;

    // Safeguards: switching one off is wider.
    private static Func<Blueprint, Blueprint, AuthorityEffect> Without(Func<Blueprint, bool?> isOn) =>
        Within(b => isOn(b) is { } on ? (on ? 0 : 1) : null);

    // Optimising is off without a goal; which goal only tunes it.
    private static Func<Blueprint, Blueprint, AuthorityEffect> Switch(Func<Blueprint, bool> isOn) =>
        (before, after) => Direction(isOn(after).CompareTo(isOn(before)));

    private static Func<Blueprint, Blueprint, AuthorityEffect> Money(
        Func<Blueprint, Primitives.Money?> value, bool isMoreWider) => (before, after) =>
    {
        // Without both amounts there is no budget at all, which lets everything through.
        if (value(before) is not { } old) return AuthorityEffect.Narrower;
        if (value(after) is not { } now) return AuthorityEffect.Wider;
        if (old.Currency != now.Currency) return AuthorityEffect.Incomparable;
        return Direction(now.Amount.CompareTo(old.Amount) * (isMoreWider ? 1 : -1));
    };

    private static AuthorityEffect Direction(int comparison) => comparison switch
    {
        > 0 => AuthorityEffect.Wider,
        < 0 => AuthorityEffect.Narrower,
        _ => AuthorityEffect.Unchanged,
    };
}
