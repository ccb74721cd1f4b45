using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>
/// <c>governance-enforcer request</c>: issues the permit of a kept decision, or opens its approval. Policy, blueprint,
/// time and observation are the workspace's current ones: a caller cannot supply them.
/// </summary>
public static class RequestCommand
{
    public static Command Create(ProgramContext context, ConnectObserver connect)
    {
        var decision = new Option<string>("--decision")
        {
            Description = "Decision that 'decision-engine decide' or 'specskills decide' made here.",
            HelpName = "id",
            Required = true,
        };
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var json = CommonOptions.Json();
        var command = new Command("request",
            "Ask governance about a decision of this workspace: issue its permit, or open its approval.")
        {
            decision, cluster, kubeconfig, workspace, json,
        };
        command.WithExamples("governance-enforcer request --decision d-7f2... --json");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            using var observed = await ObservedWorkspace.ConnectAsync(
                open, CommonOptions.ClusterOf(parsed, cluster, kubeconfig), context.Log, connect, cancellation);
            open.Warn(context.Terminal.Notes);
            // A skill's console is an agent's tool, even when a person types: requests count as the agent's. The person
            // at this terminal can still decide them.
            var result = await observed.Govern.ExecuteAsync(
                parsed.GetRequiredValue(decision), Principal.AgentMcp, cancellation);
            return Report(context.Terminal, result, parsed.GetValue(json));
        });
        return command;
    }

    private static int Report(Terminal terminal, GovernResult result, bool json)
    {
        if (result is GovernResult.NothingToDo { Stored: var hold }) return Nothing(terminal, hold, json);
        var (verdict, document, note, exit) = result switch
        {
            GovernResult.Permitted { Verdict: var allowed, Permit: var permit } => (
                allowed, VerdictWriter.WithPermit(allowed, permit.Id, permit.ExpiresAt),
                $"permit {permit.Id}, good until {permit.ExpiresAt:u}: execution-engine apply --permit {permit.Id}",
                ExitCode.Done),
            GovernResult.AwaitsApproval { Verdict: var asked, Request: var request } => (
                asked, VerdictWriter.WithApproval(asked, request.Id, request.DueAt),
                $"approval {request.Id} is pending; a person decides it: specskills approvals show {request.Id}"
                + string.Concat(request.Notices.Select(told => $"\n{told.Channel}: {WireWord.Of(told.Status)}"
                    + (told.Why is null ? "" : $", {told.Why}"))),
                ExitCode.ApprovalRequired),
            GovernResult.Blocked { Verdict: var blocked } => (
                blocked, VerdictWriter.Write(blocked), null, ExitCode.Blocked),
            GovernResult.UnknownDecision { DecisionId: var id } => throw Unknown(id),
            _ => throw new InvalidOperationException($"Governance answered {result.GetType().Name}."),
        };
        if (json) JsonAnswer.Write(terminal.Answers, document);
        else VerdictReport.Write(terminal.Screen, verdict);
        if (note is not null) terminal.Notes.WriteLine(note);
        return exit;
    }

    /// <summary>A hold is done: it needs no permit.</summary>
    private static int Nothing(Terminal terminal, StoredDecision hold, bool json)
    {
        if (json)
            JsonAnswer.Write(terminal.Answers, new JsonObject
            {
                ["decision_id"] = hold.Id,
                ["operations"] = new JsonArray(),
            });
        else terminal.Answers.WriteLine($"The decision requires no change: {hold.Decision.Reason}.");
        return ExitCode.Done;
    }

    private static ProblemException Unknown(string id) => new(
        new Problem("This workspace has made no decision under that id.", ExitCode.InvalidInput)
        {
            Found = id,
            Allowed = "the decision_id of a decision made here; a pure evaluation is not kept",
            Next = "decide without --observation: decision-engine decide --blueprint FILE",
        });
}
