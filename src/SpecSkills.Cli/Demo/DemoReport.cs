using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Workspaces;
using Spectre.Console;

namespace SpecSkills.Cli.Demo;

/// <summary>The summary at the end of the demo, as text and as a document.</summary>
internal static class DemoReport
{
    public static void Write(Terminal terminal, DemoSetting setting, DemoSummary summary, string page)
    {
        var operations = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey37)
            .AddColumn("at").AddColumn("service").AddColumn("operation").AddColumn("to").AddColumn("outcome");
        foreach (var operation in summary.Operations)
            operations.AddRow(
                new Text((operation.At - setting.Start).ToString(@"m\:ss", CultureInfo.InvariantCulture)),
                new Text(operation.Service), new Text(operation.Type), new Text(operation.Target),
                new Markup($"[{Colour(operation.Outcome)}]{Markup.Escape(operation.Outcome)}[/]"));
        terminal.Screen.Write(operations);
        var lines = terminal.Answers;
        lines.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Decisions} decisions, {summary.Operations.Count} operations executed, "
            + $"{summary.Blocked} blocked, {summary.PendingApprovals} waiting for a person, "
            + $"breakers open: {Breakers(summary)}"));
        lines.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Records} records in {Workspace.Shown(summary.RecordsFolder)}: {Chain(summary)}"));
        lines.WriteLine($"a page to look at: {Workspace.Shown(page)}");
        lines.WriteLine();
        foreach (var (command, why) in summary.Next) lines.WriteLine($"  {command}\n      {why}");
    }

    public static JsonObject Document(DemoSummary summary) => new()
    {
        ["seed"] = summary.Seed,
        ["simulated"] = Core.Primitives.DurationText.Format(summary.Simulated),
        ["decisions"] = summary.Decisions,
        ["operations"] = new JsonArray([.. summary.Operations.Select(operation => new JsonObject
        {
            ["service"] = operation.Service, ["type"] = operation.Type, ["outcome"] = operation.Outcome,
        })]),
        ["blocked"] = summary.Blocked,
        ["pending_approvals"] = summary.PendingApprovals,
        ["breakers"] = new JsonArray([.. summary.Breakers.Select(service => (JsonNode)service)]),
        ["records"] = Workspace.Shown(summary.RecordsFolder),
        ["audit"] = new JsonObject { ["records"] = summary.Records, ["verified"] = summary.ChainVerified },
    };

    private static string Chain(DemoSummary summary) =>
        summary.ChainVerified ? "the chain verifies" : "THE CHAIN IS BROKEN";

    private static string Breakers(DemoSummary summary) =>
        summary.Breakers.Count == 0 ? "none" : string.Join(", ", summary.Breakers);

    private static string Colour(string outcome) => outcome switch
    {
        "success" => "green",
        "rolled_back" or "failed" => "red",
        _ => "yellow",
    };
}
