using System.Text.RegularExpressions;

namespace SpecSkills.Core.Blueprints.Reading;

/// <summary>
/// The sections that blueprints and the global policy share: authority, approval, audit, freeze windows.
/// </summary>
internal static partial class AuthoritySections
{
    /// <summary>There are two dozen operations and two hundred percentages; no list needs more.</summary>
    private const int OperationLimit = 256;

    private const int ApproverLimit = 64;
    private const int ChannelLimit = 16;
    private const int WindowLimit = 64;

    // Any word is read here; whether an operation has that name is a rule of its own with its own suggestion.
    private static readonly ScalarFormat<string> Operation =
        Formats.Pattern("the name of an operation", OperationNames.ScaleWithinLimits, OperationPattern());

    private static readonly ScalarFormat<string> Channel = Formats.Pattern(
        "slack://<name>, desktop://<name> or an https:// address", "slack://devops-alerts", ChannelPattern());

    private static readonly ScalarFormat<string> Folder =
        Formats.Pattern("a folder inside the repository", "logs/agent-decisions/", TargetSection.Folder());

    private static readonly ScalarFormat<string> Cron =
        Formats.Pattern("five cron fields (minute, hour, day, month, weekday)", "\"0 18 * * 5\"", CronPattern());

    private static readonly ScalarFormat<string> Zone =
        Formats.Pattern("an IANA time zone", "Europe/Berlin", ZonePattern());

    public static GovernanceSection ReadGovernance(SectionReader governance)
    {
        var section = new GovernanceSection(
            ReadAuthority(governance.Section("agent_authority", required: true)),
            ReadWorkflow(governance.Section("approval_workflow")),
            ReadAudit(governance.Section("audit")),
            ReadFreezeWindows(governance));
        governance.Finish();
        return section;
    }

    public static AgentAuthority ReadAuthority(SectionReader? authority)
    {
        if (authority is null) return new AgentAuthority([], [], []);
        var lists = new AgentAuthority(
            authority.List("allowed_operations", Operation, OperationLimit),
            authority.List("requires_approval", Operation, OperationLimit),
            authority.List("forbidden_operations", Operation, OperationLimit));
        authority.Finish();
        return lists;
    }

    public static ApprovalWorkflow? ReadWorkflow(SectionReader? workflow)
    {
        if (workflow is null) return null;
        var read = new ApprovalWorkflow(
            workflow.List("approvers", Formats.Name with { Example = "devops-team" }, ApproverLimit, 1, required: true),
            workflow.Optional("timeout", Formats.Duration("1m", "30d", "1h"), TimeSpan.FromHours(1)),
            workflow.Optional("auto_reject_on_timeout", Formats.Boolean, true),
            workflow.List("notification_channels", Channel, ChannelLimit),
            workflow.Optional("two_person", Formats.Boolean, false));
        workflow.Finish();
        return read;
    }

    public static AuditPolicy? ReadAudit(SectionReader? audit)
    {
        if (audit is null) return null;
        var policy = new AuditPolicy(
            audit.Optional("log_all_decisions", Formats.Boolean, true),
            audit.Optional("log_all_operations", Formats.Boolean, true),
            audit.Optional("retention_period", Formats.Duration("1d", "3650d", "90d"), TimeSpan.FromDays(90)),
            audit.Optional("log_format", Formats.OneOf(("json", "json")), "json"),
            audit.Optional("log_destination", Folder, "logs/agent-decisions/"));
        audit.Finish();
        return policy;
    }

    public static IReadOnlyList<FreezeWindow> ReadFreezeWindows(SectionReader section)
    {
        var windows = new List<FreezeWindow>();
        foreach (var window in section.Sections("freeze_windows", WindowLimit))
        {
            windows.Add(new FreezeWindow(
                window.Required("cron", Cron),
                window.Required("duration", Formats.Duration("1m", "31d", "62h")),
                window.Optional("time_zone", Zone, "UTC"),
                window.List("operations", Operation, OperationLimit)));
            window.Finish();
        }

        return windows;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,99}\z")]
    private static partial Regex OperationPattern();

    [GeneratedRegex(@"\A((slack|desktop)://[a-z0-9][a-z0-9_-]{0,79}|desktop://|https://[!-~]{1,500})\z")]
    private static partial Regex ChannelPattern();

    [GeneratedRegex(@"\A[0-9A-Za-z*,/-]{1,60}( [0-9A-Za-z*,/-]{1,60}){4}\z")]
    private static partial Regex CronPattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]{0,40}(/[A-Za-z0-9_+-]{1,40}){0,2}\z")]
    private static partial Regex ZonePattern();
}
