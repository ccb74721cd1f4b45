using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Agent;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Skills.GovernanceEnforcer;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills status</c>: the state of every service, from state and record. It asks no cluster.</summary>
internal static class StatusCommand
{
    public static Command Create(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command(
            "status", "Show the state of every service: blueprint, last decision, pending approvals.")
        {
            workspace, json,
        };
        command.WithExamples("specskills status", "specskills status --workspace .specskills/demo --json");
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var document = Document(open, new EmbeddedClusterProcess(open.Workspace, context.Log).Running());
            if (parsed.GetValue(json)) JsonAnswer.Write(context.Terminal.Answers, document);
            else Report(
                context.Terminal, document,
                Queue(open));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Queue(OpenWorkspace open)
    {
        var now = open.Time.GetUtcNow();
        return ApprovalQueueReport.Line(ApprovalQueue.Of(open.State.Approvals, now), now);
    }

    private static JsonObject Document(OpenWorkspace open, EmbeddedClusterInfo? cluster)
    {
        var snapshot = open.Blueprints.Read();
        var now = open.Time.GetUtcNow();
        var standings = new ServiceStatus(open.Services(null)).Execute(null);
        return new JsonObject
        {
            ["workspace"] = open.Workspace.Root,
            ["embedded_cluster"] = cluster?.Server ?? "not running",
            ["policy"] = snapshot.Policy is null ? "none in force: everything is blocked" : "in force",
            ["notices"] = new JsonArray([.. snapshot.Standing.Notices.Select(notice => (JsonNode)notice)]),
            ["freeze"] = new ResumeWorkspace(open.Services(null)).Standing() is { } freeze
                ? FreezeCommand.Document(freeze) : null,
            ["global_breaker"] = standings.Any(one => one.Global?.Open == true) ? "open" : "closed",
            ["approvals"] = ApprovalQueueReport.Document(ApprovalQueue.Of(open.State.Approvals, now), now),
            ["services"] = new JsonArray([.. standings.Select(standing => Service(open, standing))]),
        };
    }

    private static JsonObject Service(OpenWorkspace open, ServiceStanding standing)
    {
        var entry = standing.Blueprint;
        var service = new JsonObject
        {
            ["service"] = entry.Service,
            ["blueprint"] = entry.IsValid ? entry.Blueprint!.Metadata.Version.ToString() : "invalid",
            ["breaker"] = standing.Breaker?.Open == true ? "open" : "closed",
            ["in_progress"] = standing.Unfinished is { } unfinished
                ? $"{WireWord.Of(unfinished.Operation.Kind)} ({WireWord.Of(unfinished.Stage)})" : null,
            ["pending_approvals"] = new JsonArray([.. standing.Pending.Select(request => (JsonNode)request.Id)]),
        };
        var last = open.Record.Reader.Query(new AuditQuery(entry.Service, Kind: "decision", Limit: 1)).Records;
        if (last is [var decision]) service["last_decision"] = new JsonObject
        {
            ["at"] = decision.Record["timestamp"]?.ToString(),
            ["decision_id"] = decision.Record["id"]?.ToString(),
            ["type"] = decision.Record["type"]?.ToString(),
            ["reason"] = decision.Record["reason"]?.ToString(),
        };
        return service;
    }

    private static void Report(Terminal terminal, JsonObject document, string queue)
    {
        terminal.Answers.WriteLine($"workspace {document["workspace"]}");
        terminal.Answers.WriteLine($"embedded cluster {document["embedded_cluster"]}, policy {document["policy"]},"
            + $" global breaker {document["global_breaker"]}");
        if (document["freeze"] is { } freeze)
            terminal.Answers.WriteLine($"! FROZEN since {freeze["since"]} by {freeze["by"]}: {freeze["reason"]}; "
                + $"until {freeze["until"]?.ToString() ?? "a person lifts it"}: specskills resume");
        foreach (var notice in document["notices"]!.AsArray()) terminal.Answers.WriteLine($"! {notice}");
        terminal.Answers.WriteLine($"approvals {queue}");
        foreach (var service in document["services"]!.AsArray())
        {
            terminal.Answers.WriteLine(
                $"{service!["service"]}  blueprint {service["blueprint"]}, breaker {service["breaker"]}");
            if (service["last_decision"] is { } last)
                terminal.Answers.WriteLine(
                    $"  last decision  {last["type"]} ({last["reason"]}) at {last["at"]}, {last["decision_id"]}");
            if (service["in_progress"] is { } busy) terminal.Answers.WriteLine($"  in progress    {busy}");
            foreach (var approval in service["pending_approvals"]!.AsArray())
                terminal.Answers.WriteLine($"  waits for you  specskills approvals show {approval}");
        }
    }
}
