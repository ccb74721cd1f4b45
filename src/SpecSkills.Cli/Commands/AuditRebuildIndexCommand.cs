using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Reports;

namespace SpecSkills.Cli.Commands;

/// <summary>
/// <c>specskills audit rebuild-index</c>: rebuilds the index now, as happens automatically when it is damaged.
/// </summary>
internal static class AuditRebuildIndexCommand
{
    public static Command Create(ProgramContext context) => RecordCommand.Create(
        context, "rebuild-index", "Forget the index and read every record again.", [],
        (open, _, json) =>
        {
            var records = open.Record.Reader.RebuildIndex();
            if (json) JsonAnswer.Write(context.Terminal.Answers, new JsonObject { ["records"] = records });
            else context.Terminal.Answers.WriteLine($"{records} records indexed.");
            return ExitCode.Done;
        });
}
