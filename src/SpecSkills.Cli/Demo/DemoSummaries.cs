using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Cli.Demo;

/// <summary>Reads the results of the hour from its record and its state.</summary>
internal static class DemoSummaries
{
    /// <summary>More pending requests than the desk lets any caller open.</summary>
    private const int PendingLimit = 100;

    /// <summary>Outcomes of operations that were not executed.</summary>
    private static readonly string[] NotExecuted = ["blocked", "rejected", "expired"];

    public static DemoSummary Read(OpenWorkspace open, DemoSetting setting)
    {
        var chain = open.Record.Reader.Verify();
        var pending = open.State.Approvals.List(ApprovalState.Pending, null, PendingLimit);
        return new DemoSummary(
            setting.Seed, setting.Length, Count(open, AuditKinds.Decision, null), Operations(open),
            Count(open, AuditKinds.Governance, "blocked"), pending.Count,
            [.. open.State.Memory.Breakers().Where(breaker => breaker.Open).Select(breaker => breaker.Service)],
            open.Record.Folder, chain.Records, chain.IsIntact, Next(open, pending));
    }

    private static List<DemoOperation> Operations(OpenWorkspace open) =>
    [
        .. Records(open, AuditKinds.Closed, null)
            .Where(record => !NotExecuted.Contains(Text(record, "outcome")))
            .Select(record => new DemoOperation(
                DateTimeOffset.Parse(Text(record, "timestamp"), CultureInfo.InvariantCulture),
                record["blueprint"]?["name"]?.ToString() ?? "", record["decision"]?["type"]?.ToString() ?? "",
                RecordText.Fields(record["decision"]?["target_state"]), Text(record, "outcome")))
            .Reverse(),
    ];

    private static int Count(OpenWorkspace open, string kind, string? verdict) => Records(open, kind, verdict).Count();

    private static IEnumerable<JsonObject> Records(OpenWorkspace open, string kind, string? verdict)
    {
        long? before = null;
        do
        {
            var page = open.Record.Reader.Query(
                new AuditQuery(Kind: kind, Verdict: verdict, Limit: AuditQuery.MaximumLimit, Before: before));
            foreach (var entry in page.Records) yield return entry.Record;
            before = page.Next;
        }
        while (before is not null);
    }

    private static List<(string Command, string Why)> Next(OpenWorkspace open, IReadOnlyList<ApprovalRequest> pending)
    {
        var at = $"--workspace {Workspace.Shown(open.Workspace.Root)}";
        var commands = new List<(string, string)>();
        foreach (var request in pending)
        {
            commands.Add(($"./specskills approvals show {request.Id} {at}", "the request that waits for you"));
            commands.Add(($"./specskills approvals approve {request.Id} {at}", "approve it; to refuse it, use reject"));
        }

        commands.Add(($"./specskills audit list --kind operation.closed {at}", "every operation, all its stages"));
        commands.Add(($"./specskills audit verify {at}", "verify the chain of records"));
        commands.Add(($"./specskills status {at}", "the state of both services, and the open breaker"));
        commands.Add(("./specskills cluster up", "the same cluster for your own kubectl; then ./specskills run"));
        return commands;
    }

    private static string Text(JsonObject record, string key) => record[key]?.ToString() ?? "";
}
