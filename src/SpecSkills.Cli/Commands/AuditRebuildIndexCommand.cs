using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Cli.Commands;

/// <summary>
/// <c>specskills audit rebuild-index</c>: what happens by itself when the index is found damaged, done now.
/// </summary>
internal static class AuditRebuildIndexCommand
{
    public static Command Create(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("rebuild-index", "Forget the index and read every record again.")
        {
            workspace, json,
        };
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var records = open.Record.Reader.RebuildIndex();
            if (parsed.GetValue(json))
                JsonAnswer.Write(context.Terminal.Answers, new JsonObject { ["records"] = records });
            else context.Terminal.Answers.WriteLine($"{records} records indexed.");
            return ExitCode.Done;
        });
        return command;
    }
}
