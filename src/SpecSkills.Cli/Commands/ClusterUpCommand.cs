using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Cli.Clusters;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills cluster up</c>: the embedded cluster as a process of its own, or in this one.</summary>
internal static class ClusterUpCommand
{
    public static Command Create(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var foreground = new Option<bool>("--foreground") { Description = "Serve in this process until Ctrl-C." };
        var port = CommonOptions.Number("--port", 0, 65535);
        port.Description = "Port on 127.0.0.1, with --foreground. Default: any that is free.";
        port.HelpName = "port";
        // Passed to the background process, which then leaves the terminal's session.
        var detached = new Option<bool>("--detached") { Hidden = true };
        var command = new Command("up", "Start the embedded cluster in the background, unless it runs already.")
        {
            foreground, port, detached, workspace, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(port) is { Implicit: false } && !result.GetValue(foreground))
                result.AddError("--port needs --foreground.");
        });
        command.WithExamples(
            "specskills cluster up", "kubectl --kubeconfig .specskills/cluster/kubeconfig get deployments");
        command.SetAction(async (parsed, cancellation) =>
        {
            var at = CommonOptions.WorkspaceOf(parsed, workspace);
            var asJson = parsed.GetValue(json);
            if (parsed.GetValue(detached)) BackgroundProcess.LeaveSession();
            if (parsed.GetValue(foreground))
                return await ServeAsync(context, at, parsed.GetValue(port) ?? 0, asJson, cancellation);
            var process = new EmbeddedClusterProcess(at, context.Log);
            Report(context.Terminal, process.Files, await process.EnsureAsync(cancellation), asJson);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> ServeAsync(
        ProgramContext context, Workspace workspace, int port, bool json, CancellationToken cancellation)
    {
        var files = new EmbeddedClusterFiles(workspace);
        var host = new EmbeddedClusterHost(files, context.Log, context.Time);
        await host.RunAsync(port, info => Report(context.Terminal, files, info, json), cancellation);
        return ExitCode.Done;
    }

    private static void Report(Terminal terminal, EmbeddedClusterFiles files, EmbeddedClusterInfo info, bool json)
    {
        if (json)
        {
            JsonAnswer.Write(terminal.Answers, ClusterStatusCommand.Document(files, info));
            return;
        }

        var kubectl = $"kubectl --kubeconfig {Workspace.Shown(files.Kubeconfig)}";
        terminal.Answers.WriteLine($"""
            The embedded cluster runs at {info.Server} (process {info.ProcessId}).

              {kubectl} get deployments,pods
              {kubectl} top pods
              {kubectl} scale deployment todo-frontend --replicas=3
              specskills run              the agent, on this cluster
              specskills cluster down     stops it; it also stops after an hour without use

            Its objects are kept in {Workspace.Shown(files.Folder)} and are there again at the next start.
            """);
    }
}
