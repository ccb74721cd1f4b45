using SpecSkills.Core.Blueprints.Reading;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints.Rules;

/// <summary>
/// The sections that blueprints and the global policy share. An unknown name and a name in two lists are errors,
/// not "no match": a rule that cannot be applied must not quietly allow.
/// </summary>
internal static class AuthorityRules
{
    public static void Check(
        AgentAuthority authority, ApprovalWorkflow? workflow, AuditPolicy? audit, IReadOnlyList<FreezeWindow> windows,
        string path, RuleFindings findings)
    {
        CheckLists(authority, $"{path}.agent_authority", findings);
        if (workflow is not null)
        {
            CheckRepeats(workflow.Approvers, $"{path}.approval_workflow.approvers", findings);
            CheckRepeats(workflow.NotificationChannels, $"{path}.approval_workflow.notification_channels", findings);
        }

        if (audit is { LogAllOperations: false })
            findings.Warning(DiagnosticCodes.CannotBeTurnedOff, $"{path}.audit.log_all_operations",
                "operations are always recorded; this cannot be turned off", "Write true or remove the key.");
        for (var i = 0; i < windows.Count; i++) CheckWindow(windows[i], $"{path}.freeze_windows[{i}]", findings);
    }

    private static void CheckLists(AgentAuthority authority, string path, RuleFindings findings)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        CheckList(authority.AllowedOperations, $"{path}.allowed_operations", seen, findings);
        CheckList(authority.RequiresApproval, $"{path}.requires_approval", seen, findings);
        CheckList(authority.ForbiddenOperations, $"{path}.forbidden_operations", seen, findings);
    }

    private static void CheckList(
        IReadOnlyList<string> names, string path, Dictionary<string, string> seen, RuleFindings findings)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var entry = $"{path}[{i}]";
            CheckKnown(names[i], entry, findings);
            if (seen.TryGetValue(names[i], out var before))
                findings.Error(DiagnosticCodes.OperationListedTwice, entry,
                    $"{names[i]} is already listed as {before}", "Keep the one that is meant.");
            else
                seen.Add(names[i], entry);
        }
    }

    private static void CheckKnown(string name, string path, RuleFindings findings)
    {
        if (OperationNames.IsKnown(name)) return;
        var meant = Spelling.Closest(name, OperationNames.Fixed)
            ?? Spelling.Closest(
                name, [OperationNames.AdjustResourcesWithin(10), OperationNames.ChangeResourceLimitsBeyond(10)]);
        findings.Error(DiagnosticCodes.UnknownOperation, path, $"no operation is called {name}",
            meant is not null ? $"Did you mean {meant}?"
                : $"Operations: {string.Join(", ", OperationNames.Fixed)}, "
                + "adjust_resources_within_<N>_percent, change_resource_limits_beyond_<N>_percent (N from 1 to 100).");
    }

    private static void CheckRepeats(IReadOnlyList<string> entries, string path, RuleFindings findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
            if (!seen.Add(entries[i]))
                findings.Error(DiagnosticCodes.RepeatedEntry, $"{path}[{i}]", $"{entries[i]} is listed twice",
                    "Keep one.");
    }

    private static void CheckWindow(FreezeWindow window, string path, RuleFindings findings)
    {
        if (!CronSchedule.TryParse(window.Cron, out _))
            findings.Error(DiagnosticCodes.FreezeSchedule, $"{path}.cron", $"\"{window.Cron}\" is no cron schedule",
                "Write minute hour day month weekday, such as \"0 18 * * 5\" for Fridays at six.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(window.TimeZone, out _))
            findings.Error(DiagnosticCodes.FreezeSchedule, $"{path}.time_zone",
                $"the time zone {window.TimeZone} is not known on this machine", "Write an IANA name, or UTC.");
        for (var i = 0; i < window.Operations.Count; i++)
            CheckKnown(window.Operations[i], $"{path}.operations[{i}]", findings);
    }
}
