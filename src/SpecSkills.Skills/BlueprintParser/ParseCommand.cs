using System.CommandLine;
using SpecSkills.Application.Blueprints;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary><c>parse &lt;file&gt;</c>: what a blueprint says, every policy with its defaults.</summary>
public static class ParseCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ProgramContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var file = new Argument<string>("file") { Description = "Blueprint file, - for standard input." };
        var json = CommonOptions.Json();
        var command = new Command("parse", "Show the policies a blueprint holds, defaults included.") { file, json };
        command.SetAction(parsed =>
        {
            var document = new DocumentLoader(StandardInput.Open).Load(parsed.GetValue(file)!);
            var findings = document.Diagnostics;
            var report = new ValidationReport([new ValidatedFile(document.File, document.Text, findings)]);
            var asJson = parsed.GetValue(json);
            if (document.Blueprint?.Blueprint is not { } blueprint)
            {
                if (document.Policy is not null) throw new ProblemException(new Problem(
                    "This is a governance policy, not a blueprint.", ExitCode.InvalidInput)
                {
                    Place = document.File,
                    Next = $"blueprint-parser validate {document.File}",
                });
                if (asJson) JsonAnswer.Write(context.Terminal.Answers, ValidationReportJson.Of(report));
                else ValidationReportText.Write(context.Terminal.NotesScreen, report);
                return ExitCode.InvalidInput;
            }

            if (asJson) JsonAnswer.Write(context.Terminal.Answers, BlueprintReport.Document(blueprint, findings));
            else BlueprintReport.Write(context.Terminal.Screen, blueprint);
            if (!asJson && findings.Count > 0) ValidationReportText.Write(context.Terminal.NotesScreen, report);
            return report.IsValid ? ExitCode.Done : ExitCode.InvalidInput;
        });
        return command;
    }
}
