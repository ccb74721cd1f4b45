using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Governance;

/// <summary>
/// The global policy as JSON in the format it is read from, defaults written out: what two policies are compared by.
/// </summary>
public static class PolicyJson
{
    /// <summary>The whole document.</summary>
    public static JsonObject Of(GovernancePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return BlueprintJson.Present(
            ("apiVersion", BlueprintReader.ApiVersion),
            ("kind", GovernancePolicyReader.Kind),
            ("metadata", policy.Metadata is { } metadata ? Metadata(metadata) : null),
            ("spec", BlueprintJson.Present(
                ("agent_authority", AuthorityJson.Authority(policy.AgentAuthority)),
                ("limits", Limits(policy.Limits)),
                ("groups", Groups(policy.Groups)),
                ("delegations", Delegations(policy.Delegations)),
                ("approval_workflow",
                    policy.ApprovalWorkflow is { } workflow ? AuthorityJson.Workflow(workflow) : null),
                ("freeze_windows", AuthorityJson.Windows(policy.FreezeWindows)),
                ("review_interval", BlueprintJson.Text(policy.ReviewInterval)),
                ("audit", policy.Audit is { } audit ? AuthorityJson.Audit(audit) : null))));
    }

    private static JsonObject Metadata(PolicyMetadata metadata) => BlueprintJson.Present(
        ("name", metadata.Name),
        ("version", metadata.Version.ToString()),
        ("description", metadata.Description),
        ("owner", metadata.Owner));

    private static JsonObject Limits(PolicyLimits limits) => BlueprintJson.Present(
        ("operations_per_hour", limits.OperationsPerHour),
        ("services_at_once", limits.ServicesAtOnce),
        ("breaker_threshold", limits.BreakerThreshold),
        ("max_replicas", limits.MaxReplicas),
        ("max_cpu", limits.MaxCpu?.ToString()),
        ("max_memory", limits.MaxMemory?.ToString()));

    private static JsonArray? Delegations(IReadOnlyList<Delegation> delegations) => delegations.Count == 0 ? null :
        new JsonArray([.. delegations.Select(one => BlueprintJson.Present(
            ("from", one.From), ("to", one.To), ("until", $"{one.Until:yyyy-MM-dd}"), ("ssh_key", one.SshKey)))]);

    private static JsonObject? Groups(IReadOnlyList<ApproverGroup> groups)
    {
        if (groups.Count == 0) return null;
        var map = new JsonObject();
        foreach (var group in groups)
            map[group.Name] = new JsonArray([.. group.Members.Select(member => BlueprintJson.Present(
                ("person", member.Person), ("ssh_key", member.SshKey)))]);
        return map;
    }
}
