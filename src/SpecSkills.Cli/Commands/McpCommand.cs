using System.CommandLine;
using Serilog.Extensions.Logging;
using SpecSkills.Consoles.Ports;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Mcp;
using SpecSkills.Skills.Kit;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills mcp</c>: the MCP server on stdio.</summary>
internal static class McpCommand
{
    public static Command Create(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var command = new Command("mcp", "Serve the skills over MCP on stdin and stdout, for coding agents.")
        {
            cluster, kubeconfig, workspace,
        };
        command.WithExamples("claude mcp add specskills -- ./specskills mcp");
        command.SetAction(async (parsed, cancellation) =>
        {
            var choice = CommonOptions.ClusterOf(parsed, cluster, kubeconfig);
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            await ServeAsync(context, open, choice, cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task ServeAsync(
        ProgramContext context, OpenWorkspace open, ClusterChoice choice, CancellationToken cancellation)
    {
        using var loggers = new SerilogLoggerFactory(context.Log);
        ConnectedWorkspace? connected = null;
        await using var backend = new ToolBackend(
            open.Blueprints, new BlueprintHistory(open.Workspace.Root), async stop =>
            {
                connected = await ConnectedWorkspace.ConnectAsync(
                    open, choice, context.Log, SkillCluster.Connect, ticked: false, stop);
                await connected.SettleAsync(stop);
                return connected.Skills;
            })
        {
            Assurance = () => open.Record.Assurance,
        };
        await McpProgram.RunAsync(
            backend, Console.OpenStandardInput(), Console.OpenStandardOutput(), loggers, cancellation);
        if (connected is not null) await connected.DisposeAsync();
    }
}
