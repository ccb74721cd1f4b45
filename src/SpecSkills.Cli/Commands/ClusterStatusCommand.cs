using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills cluster status</c>.</summary>
internal static class ClusterStatusCommand
{
    public static Command Create(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("status", "Say whether the embedded cluster runs, and where.") { workspace, json };
        command.SetAction(parsed =>
        {
            var process = new EmbeddedClusterProcess(CommonOptions.WorkspaceOf(parsed, workspace), context.Log);
            var info = process.Running();
            if (parsed.GetValue(json)) JsonAnswer.Write(context.Terminal.Answers, Document(process.Files, info));
            else
            {
                context.Terminal.Answers.WriteLine(info is null
                    ? "The embedded cluster does not run. It starts by itself when something needs it."
                    : $"The embedded cluster runs at {info.Server} (process {info.ProcessId},"
                        + $" since {info.StartedAt:yyyy-MM-dd HH:mm:ss} UTC).");
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>What is known of the cluster, as a document.</summary>
    public static JsonObject Document(EmbeddedClusterFiles files, EmbeddedClusterInfo? info)
    {
        var document = new JsonObject { ["running"] = info is not null, ["folder"] = Workspace.Shown(files.Folder) };
        if (info is null) return document;
        document["server"] = info.Server;
        document["kubeconfig"] = Workspace.Shown(files.Kubeconfig);
        document["pid"] = info.ProcessId;
        document["started_at"] = info.StartedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        return document;
    }
}
