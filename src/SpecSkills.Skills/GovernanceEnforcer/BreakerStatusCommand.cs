using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>specskills breaker status</c>.</summary>
public static class BreakerStatusCommand
{
    /// <summary>The name of the breaker over all services.</summary>
    public const string AllServices = "*";

    public static Command Create(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("status", "Show which services are stopped, and why.") { workspace, json };
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var breakers = open.State.Memory.Breakers();
            if (parsed.GetValue(json))
                JsonAnswer.Write(context.Terminal.Answers, new JsonObject
                {
                    ["breakers"] = new JsonArray([.. breakers.Select(Document)]),
                });
            else Report(context.Terminal, breakers);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>One breaker as a document.</summary>
    public static JsonObject Document(BreakerStatus breaker)
    {
        var document = new JsonObject
        {
            ["service"] = breaker.Service,
            ["state"] = breaker.Open ? "open" : "closed",
            ["consecutive_failures"] = breaker.ConsecutiveFailures,
        };
        if (breaker.Why is not null) document["why"] = breaker.Why;
        if (breaker.OpenedAt is { } at) document["opened_at"] = DocumentTime.Text(at);
        return document;
    }

    private static void Report(Terminal terminal, IReadOnlyList<BreakerStatus> breakers)
    {
        if (breakers.All(breaker => breaker is { Open: false, ConsecutiveFailures: 0 }))
        {
            terminal.Answers.WriteLine("All breakers are closed.");
            return;
        }

        foreach (var breaker in breakers)
        {
            var name = breaker.Service == AllServices ? "all services" : breaker.Service;
            terminal.Answers.WriteLine(breaker.Open
                ? $"{name}: OPEN since {DocumentTime.Text(breaker.OpenedAt!.Value)}: {breaker.Why}"
                : $"{name}: closed, {breaker.ConsecutiveFailures} failures in a row");
            if (breaker.Open)
                terminal.Notes.WriteLine(
                    $"  a person can reset it: specskills breaker reset '{breaker.Service}' --reason \"...\"");
        }
    }
}
