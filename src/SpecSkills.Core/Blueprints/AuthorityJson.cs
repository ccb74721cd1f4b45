using System.Text.Json.Nodes;

namespace SpecSkills.Core.Blueprints;

/// <summary>
/// The sections that blueprints and the global policy share, as JSON in the format they are read from.
/// </summary>
internal static class AuthorityJson
{
    public static JsonObject Governance(GovernanceSection governance) => BlueprintJson.Present(
        ("agent_authority", Authority(governance.AgentAuthority)),
        ("approval_workflow", governance.ApprovalWorkflow is { } workflow ? Workflow(workflow) : null),
        ("audit", governance.Audit is { } audit ? Audit(audit) : null),
        ("freeze_windows", Windows(governance.FreezeWindows)));

    public static JsonObject Authority(AgentAuthority authority) => new()
    {
        ["allowed_operations"] = BlueprintJson.List(authority.AllowedOperations),
        ["requires_approval"] = BlueprintJson.List(authority.RequiresApproval),
        ["forbidden_operations"] = BlueprintJson.List(authority.ForbiddenOperations),
    };

    public static JsonObject Workflow(ApprovalWorkflow workflow) => new()
    {
        ["approvers"] = BlueprintJson.List(workflow.Approvers),
        ["timeout"] = BlueprintJson.Text(workflow.Timeout),
        ["auto_reject_on_timeout"] = workflow.AutoRejectOnTimeout,
        ["notification_channels"] = BlueprintJson.List(workflow.NotificationChannels),
        ["two_person"] = workflow.TwoPerson,
    };

    public static JsonObject Audit(AuditPolicy audit) => new()
    {
        ["log_all_decisions"] = audit.LogAllDecisions,
        ["log_all_operations"] = audit.LogAllOperations,
        ["retention_period"] = BlueprintJson.Text(audit.RetentionPeriod),
        ["log_format"] = audit.LogFormat,
        ["log_destination"] = audit.LogDestination,
    };

    public static JsonArray? Windows(IReadOnlyList<FreezeWindow> windows) => windows.Count == 0 ? null : new JsonArray(
    [
        .. windows.Select(window => new JsonObject
        {
            ["cron"] = window.Cron,
            ["duration"] = BlueprintJson.Text(window.Duration),
            ["time_zone"] = window.TimeZone,
            ["operations"] = BlueprintJson.List(window.Operations),
        }),
    ]);
}
