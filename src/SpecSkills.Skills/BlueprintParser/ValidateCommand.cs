using System.CommandLine;
using SpecSkills.Application.Blueprints;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary><c>validate &lt;file&gt;...</c>: all findings of all files; in a workspace, all of its files.</summary>
public static class ValidateCommand
{
    /// <summary>
    /// Makes the command. Without files it checks the workspace when <paramref name="defaultsToWorkspace"/>.
    /// </summary>
    public static Command Create(ProgramContext context, bool defaultsToWorkspace)
    {
        ArgumentNullException.ThrowIfNull(context);
        var files = new Argument<string[]>("file")
        {
            Description = defaultsToWorkspace
                ? "Blueprint and policy files, - for standard input. Default: all of the workspace."
                : "Blueprint and policy files, - for standard input.",
            Arity = defaultsToWorkspace ? ArgumentArity.ZeroOrMore : ArgumentArity.OneOrMore,
        };
        var policy = new Option<string?>("--policy")
        {
            Description = "Policy to hold blueprints against, where none is among the files.",
            HelpName = "file",
        };
        var strict = new Option<bool>("--warnings-as-errors") { Description = "Treat every warning as an error." };
        var sarif = new Option<bool>("--sarif") { Description = "Answer with a SARIF 2.1.0 document on stdout." };
        var json = CommonOptions.Json();
        var workspace = CommonOptions.Workspace();
        var command = new Command("validate", "Check blueprints and policies, and report every finding.")
        {
            files, policy, strict, json, sarif,
        };
        if (defaultsToWorkspace) command.Options.Add(workspace);
        command.SetAction(parsed =>
        {
            var named = parsed.GetValue(files) ?? [];
            var all = named.Length == 0 ? CommonOptions.WorkspaceOf(parsed, workspace) : null;
            if (all is not null) named = WorkspaceFiles.Of(all);
            var report = new ValidateDocuments(new DocumentLoader(StandardInput.Open))
                .Run(named, parsed.GetValue(policy), parsed.GetValue(strict));
            // A call that names single files does not ask what is in force.
            if (all is not null) report = WorkspaceFiles.WithLock(report, all, context.Time, parsed.GetValue(strict));
            if (parsed.GetValue(sarif)) JsonAnswer.Write(context.Terminal.Answers, ValidationReportJson.Sarif(report));
            else if (parsed.GetValue(json)) JsonAnswer.Write(context.Terminal.Answers, ValidationReportJson.Of(report));
            else ValidationReportText.Write(context.Terminal.Screen, report);
            return report.IsValid ? ExitCode.Done : ExitCode.InvalidInput;
        });
        return command;
    }
}
