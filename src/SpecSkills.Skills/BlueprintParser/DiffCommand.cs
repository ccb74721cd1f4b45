using System.CommandLine;
using SpecSkills.Application.Blueprints;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance.Changes;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Skills.GovernanceEnforcer;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary>
/// <c>diff &lt;old&gt; &lt;new&gt;</c>: changes by section, the bump they need, what they do to authority.
/// </summary>
public static class DiffCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ProgramContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var before = new Argument<string>("old") { Description = "Blueprint or policy before, - for standard input." };
        var after = new Argument<string>("new") { Description = "Blueprint or policy after, - for standard input." };
        var json = CommonOptions.Json();
        var command = new Command("diff", "Show what differs in meaning, and which version bump that needs.")
        {
            before, after, json,
        };
        command.SetAction(parsed =>
        {
            var loader = new DocumentLoader(StandardInput.Open);
            string[] files = [parsed.GetValue(before)!, parsed.GetValue(after)!];
            if (files.All(file => file == DocumentLoader.StandardInput))
                throw new ProblemException(new Problem("Only one of the two can be standard input."));
            var documents = files.Select(loader.Load).ToArray();
            if (documents is [{ Policy.Policy: { } oldPolicy }, { Policy.Policy: { } newPolicy }])
                return Policies(context.Terminal, PolicyDiff.Between(oldPolicy, newPolicy), parsed.GetValue(json));
            if (documents is not [{ Blueprint.Blueprint: { } old }, { Blueprint.Blueprint: { } now }])
                return Unreadable(context, documents, parsed.GetValue(json));
            var diff = BlueprintDiff.Between(old, now);
            var author = Authors(files[1], documents[1].Blueprint!.Document);
            if (parsed.GetValue(json))
                JsonAnswer.Write(context.Terminal.Answers, BlueprintDiffReport.Document(diff, author));
            else BlueprintDiffReport.Write(context.Terminal.Screen, diff, author);
            foreach (var finding in VersionRules.Check(old, now, documents[1].Blueprint!.Document))
                ValidationReportText.Write(
                    context.Terminal.NotesScreen, files[1], documents[1].Text?.Split('\n') ?? [], finding);
            return ExitCode.Done;
        });
        return command;
    }

    private static int Policies(Terminal terminal, PolicyDiff diff, bool asJson)
    {
        if (asJson) JsonAnswer.Write(terminal.Answers, PolicyDiffReport.Document(diff));
        else PolicyDiffReport.Write(terminal.Screen, diff);
        return ExitCode.Done;
    }

    // A change is on a line of the new file, and git knows its author; a removed field has no line.
    private static Func<BlueprintChange, LineAuthor?> Authors(string file, DocumentNode? document)
    {
        var lines = file == DocumentLoader.StandardInput ? null : GitLines.Of(file);
        return change => change.After is null || lines is null
            ? null : lines.GetValueOrDefault(DocumentPath.Locate(document, change.Path).Line);
    }

    private static int Unreadable(
        ProgramContext context, IReadOnlyList<Application.Ports.LoadedDocument> documents, bool asJson)
    {
        var report = new ValidationReport([.. documents.Select(document =>
            new ValidatedFile(document.File, document.Text, Findings(document)))]);
        if (asJson) JsonAnswer.Write(context.Terminal.Answers, ValidationReportJson.Of(report));
        else ValidationReportText.Write(context.Terminal.NotesScreen, report);
        return ExitCode.InvalidInput;
    }

    private static IReadOnlyList<Diagnostic> Findings(Application.Ports.LoadedDocument document) =>
        document.Policy is null ? document.Diagnostics :
        [
            .. document.Diagnostics,
            new Diagnostic(
                DiagnosticCodes.WrongKind, DiagnosticSeverity.Error, "a policy, where a blueprint belongs", 0, 0,
                "kind", "Name two blueprints."),
        ];
}
