using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills cluster down</c>.</summary>
internal static class ClusterDownCommand
{
    public static Command Create(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("down", "End the embedded cluster; its objects are kept.") { workspace, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var process = new EmbeddedClusterProcess(CommonOptions.WorkspaceOf(parsed, workspace), context.Log);
            var stopped = await process.StopAsync(cancellation);
            if (parsed.GetValue(json))
                JsonAnswer.Write(
                    context.Terminal.Answers, new JsonObject { ["running"] = false, ["stopped"] = stopped });
            else
                context.Terminal.Answers.WriteLine(
                    stopped ? "The embedded cluster has ended." : "The embedded cluster was not running.");
            return ExitCode.Done;
        });
        return command;
    }
}
