using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Pipeline;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>
/// <c>governance-enforcer request</c>: issues the permit or opens the approval for a decision of this workspace, by the
/// repository's own files and a fresh observation only.
/// </summary>
internal static class RequestCommand
{
    public static Command Create(ProgramContext context)
    {
        var decision = new Option<string>("--decision")
        { Description = "Id of a decision made in this workspace.", Required = true, HelpName = "id" };
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var json = CommonOptions.Json();
        var command = new Command(
            "request", "Ask for leave to do what a decision wants: a permit, or a person's approval.")
        {
            decision, cluster, kubeconfig, workspace, json,
        };
        command.WithExamples("governance-enforcer request --decision d-4k2m0z8q1x7c5v9b3n6a --json");
        command.SetAction(async (parsed, cancellation) =>
        {
            var choice = CommonOptions.ClusterOf(parsed, cluster, kubeconfig);
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            await using var connected = await ConnectedWorkspace.ConnectAsync(
                open, choice, context.Log, SkillCluster.Connect, ticked: true, cancellation);
            var caller = context.Terminal.PersonIsPresent ? Principal.PersonLocal : Principal.AgentMcp;
            var result = await connected.Skills.Govern.ExecuteAsync(
                parsed.GetRequiredValue(decision), caller, cancellation);
            return Report(context.Terminal, result, parsed.GetValue(json));
        });
        return command;
    }

    private static int Report(Terminal terminal, GovernResult result, bool json)
    {
        var (document, text, code) = result switch
        {
            GovernResult.Permitted yes => (
                VerdictWriter.WithPermit(yes.Verdict, yes.Permit.Id, yes.Permit.ExpiresAt),
                $"Allowed by {yes.Verdict.Rule}. Permit {yes.Permit.Id} until {yes.Permit.ExpiresAt:HH:mm:ss} UTC.",
                ExitCode.Done),
            GovernResult.AwaitsApproval waits => (
                VerdictWriter.WithApproval(waits.Verdict, waits.Request.Id, waits.Request.DueAt),
                $"A person decides ({waits.Verdict.Rule}): specskills approvals show {waits.Request.Id}",
                ExitCode.ApprovalRequired),
            GovernResult.Blocked no => (
                VerdictWriter.Write(no.Verdict),
                $"Blocked by {no.Verdict.Rule}: {no.Verdict.Explanation} {no.Verdict.Alternative?.Why}".TrimEnd(),
                ExitCode.Blocked),
            GovernResult.NothingToDo nothing => (
                new JsonObject { ["decision_id"] = nothing.Stored.Id, ["operations"] = new JsonArray() },
                "The decision wants nothing done.", ExitCode.Done),
            GovernResult.UnknownDecision unknown => throw new ProblemException(
                new Problem("There is no decision with this id in this workspace.", ExitCode.InvalidInput)
                {
                    Found = unknown.DecisionId,
                    Next = "make one: specskills decide SERVICE",
                }),
            _ => throw new InvalidOperationException("Governance gave an answer that is none."),
        };
        if (json) JsonAnswer.Write(terminal.Answers, document);
        else terminal.Answers.WriteLine(text);
        return code;
    }
}
