using System.CommandLine;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Assurance;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Notifications;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Cli.Guard;

/// <summary><c>specskills doctor</c>: tries the known ways past the gate and reports the level of assurance.</summary>
internal static class DoctorCommand
{
    public static Command Create(ProgramContext context)
    {
        var fix = new Option<bool>("--fix")
        {
            Description = "Write Claude Code's settings for this machine: hook, sandbox, files kept from it.",
        };
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Try every known way past the gate; print the level of assurance.")
        {
            fix, json, workspace,
        };
        command.WithExamples("specskills doctor", "specskills doctor --json", "specskills doctor --fix");
        command.SetAction(async (parsed, cancellation) =>
        {
            var place = CommonOptions.WorkspaceOf(parsed, workspace);
            var files = new CredentialFiles(place, Environment.GetEnvironmentVariable);
            if (parsed.GetValue(fix)) SettingsFix.Run(context, place, files);
            await ExamineAsync(context, place, files, parsed.GetValue(json), cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task ExamineAsync(
        ProgramContext context, Workspace workspace, CredentialFiles files, bool json, CancellationToken cancellation)
    {
        using var notifier = new Notifier(context.Time);
        var policy = new BlueprintRepository(workspace.Root).Read().Policy;
        var examination = new Examination(workspace, files, policy, notifier.LeavesMachine, KubeconfigTrial.AskAsync);
        // Whole seconds: the time goes into every record that follows.
        var now = context.Time.GetUtcNow();
        var report = await examination.RunAsync(
            Seat(), now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)), cancellation);
        Keep(context, workspace, report);
        var standing = new AssuranceSource(workspace).Now();
        if (json) JsonAnswer.Write(context.Terminal.Answers, DoctorReport.Document(report, standing));
        else DoctorReport.Write(context.Terminal.Screen, report, standing);
    }

    /// <summary>
    /// Claude Code sets this in its shell. Without it a shell counts as a terminal, which raises no level.
    /// </summary>
    private static AssuranceSeat Seat() =>
        Environment.GetEnvironmentVariable("CLAUDECODE") is { Length: > 0 }
            ? AssuranceSeat.AgentShell : AssuranceSeat.Terminal;

    /// <summary>A sandbox cannot write the state: there the hook stores what the answer says.</summary>
    private static void Keep(ProgramContext context, Workspace workspace, AssuranceReport report)
    {
        try
        {
            new AssuranceFile(workspace).Put(report);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException or ProblemException)
        {
            context.Terminal.Notes.WriteLine("The state cannot be written from here, so this result is not stored.");
        }
    }
}
