using System.CommandLine;
using SpecSkills.Application.Decisions;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Skills;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills decide</c>: observes a service and says what should happen to it. Changes nothing.</summary>
internal static class DecideCommand
{
    public static Command Create(ProgramContext context)
    {
        var service = new Argument<string>("service") { Description = "Name of the service or of its folder." };
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var json = CommonOptions.Json();
        var command = new Command("decide", "Observe a service and decide what should happen to it; executes nothing.")
        {
            service, cluster, kubeconfig, workspace, json,
        };
        command.WithExamples(
            "specskills decide todo-frontend", "specskills decide frontend --cluster kube:minikube --json");
        command.SetAction(async (parsed, cancellation) =>
        {
            var choice = CommonOptions.ClusterOf(parsed, cluster, kubeconfig);
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            await using var connected = await ConnectedWorkspace.ConnectAsync(
                open, choice, context.Log, SkillCluster.Connect, ticked: true, cancellation);
            open.Warn(context.Terminal.Notes);
            // Whoever is no person at a terminal is an agent, with an agent's limits.
            var caller = context.Terminal.PersonIsPresent ? Principal.PersonLocal : Principal.AgentMcp;
            var result = await connected.Skills.Decide.ExecuteAsync(
                parsed.GetRequiredValue(service), caller, cancellation);
            return Report(context.Terminal, result, parsed.GetValue(json));
        });
        return command;
    }

    private static int Report(Terminal terminal, DecideResult result, bool json)
    {
        if (result is not DecideResult.Decided { Stored: var stored }) throw UndecidedProblem.Of(result);
        if (json) JsonAnswer.Write(terminal.Answers, DecisionWriter.Write(stored.Decision, stored.Id));
        else
        {
            DecisionReport.Write(terminal.Screen, stored.Decision);
            terminal.Notes.WriteLine($"decision {stored.Id}: specskills explain {stored.Id}");
        }

        return stored.Decision.Type == DecisionType.Reject ? ExitCode.InvalidInput : ExitCode.Done;
    }
}
