namespace SpecSkills.Core.Blueprints.Changes;

/// <summary>
/// What the running system will do because of a changed field, in a sentence for the reviewer of the change.
/// </summary>
internal static class ChangeConsequences
{
    private const string Template =
        "the pod template changes: every pod is replaced, step by step, once governance allows it";

    // The longest prefix that fits comes first.
    private static readonly (string Prefix, string Text)[] Table =
    [
        ("metadata.name", "another service: history, approvals and the record of the old name do not carry over"),
        ("metadata.labels", "filters and reports change; nothing in the cluster"),
        ("metadata", "nothing in the cluster: it is for people"),
        ("spec.resources.cpu.target_utilization", "proposals for cpu aim elsewhere; nothing by itself"),
        ("spec.resources.memory.target_utilization", "proposals for memory aim elsewhere; nothing by itself"),
        ("spec.resources.cpu.optimization_threshold", "smaller or larger differences lead to a proposal"),
        ("spec.resources.memory.optimization_threshold", "smaller or larger differences lead to a proposal"),
        ("spec.resources", Template + "; the N-percent boundary is measured against it"),
        ("spec.performance.latency_p95", "verification judges by it, and scaling measures latency by it"),
        ("spec.performance.throughput_target", "reports and replays use it; no decision does"),
        ("spec.performance", "verification judges the next operation by it"),
        ("spec.scaling.min_replicas", "a count below it is raised at the next evaluation, regardless of the metrics"),
        ("spec.scaling.max_replicas", "scale-ups stop at it; a count above it is lowered as far as that is safe"),
        ("spec.scaling.target_replicas", "a first deployment, cost and replays use it; nothing by itself"),
        ("spec.scaling.scale_up_threshold", "replicas are added earlier or later; verification judges by it"),
        ("spec.scaling.scale_down_threshold", "the agent removes replicas earlier or later"),
        ("spec.scaling.cooldown_period", "the time between two scalings, from the end of the last one"),
        ("spec.scaling", "the next scaling decision is made with it; nothing by itself"),
        ("spec.reliability.readiness_probe", Template + "; traffic reaches a pod earlier or later"),
        ("spec.reliability.liveness_probe", Template + "; a hanging container is restarted earlier or later"),
        ("spec.reliability.rollback_on_failure", "what fails is undone by the agent, or left to people"),
        ("spec.reliability.verification_window", "every operation is watched, and blocks its service, this long"),
        ("spec.reliability", "the next failure or verification is handled by it; nothing by itself"),
        ("spec.deployment.revision_history_limit", "older revisions are removed: a rollback reaches this far back"),
        ("spec.deployment", "the Deployment is updated, no pod replaced; the next rollout follows it"),
        ("spec.governance.agent_authority", "what the agent may do by itself changes from the next verdict on"),
        ("spec.governance.approval_workflow", "requests opened from now on are decided by it"),
        ("spec.governance.freeze_windows", "inside the windows no change is made by the agent"),
        ("spec.governance.audit", "records from now on are kept by it"),
        ("spec.governance", "verdicts from now on follow it"),
        ("spec.cost.monthly_budget", "a scale-up past it needs a person's approval"),
        ("spec.cost.cost_per_replica", "what a count costs, and so which scale-up needs approval, is computed anew"),
        ("spec.cost", "the choice between options that are otherwise equal"),
        ("spec.target", "another object in the cluster is governed from now on, and the one before no longer"),
        ("spec.observability", "metrics are read elsewhere: decisions see other numbers"),
    ];

    public static string Of(string path)
    {
        foreach (var (prefix, text) in Table)
            if (IsUnder(path, prefix))
                return text;
        return "the format itself";
    }

    private static bool IsUnder(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal)
        && (path.Length == prefix.Length || path[prefix.Length] == '.');
}
