using System.CommandLine;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>specskills policy</c>: what is accepted, what waits for it, and accepting it.</summary>
public static class PolicyCommand
{
    public static Command Create(ProgramContext context) =>
        new("policy", "Show and accept changes of blueprints and policy.")
        {
            Status(context), Diff(context), PolicyAcceptCommand.Create(context),
        };

    private static Command Status(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("status", "Show which files are in force as accepted, and which wait.")
        {
            workspace, json,
        };
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var standing = open.Accepting.Look();
            if (parsed.GetValue(json))
                JsonAnswer.Write(context.Terminal.Answers, PolicyStandingReport.Document(standing));
            else PolicyStandingReport.WriteStatus(context.Terminal.Screen, standing);
            return standing.Problem is null ? ExitCode.Done : ExitCode.Blocked;
        });
        return command;
    }

    private static Command Diff(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("diff", "Show every field that differs from what was accepted.") { workspace, json };
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var standing = open.Accepting.Look();
            if (parsed.GetValue(json))
                JsonAnswer.Write(context.Terminal.Answers, PolicyStandingReport.Document(standing));
            else if (!PolicyStandingReport.WriteDiff(context.Terminal.Screen, standing))
                context.Terminal.Answers.WriteLine("Every file matches what was accepted.");
            return ExitCode.Done;
        });
        return command;
    }
}
