using System.CommandLine;
using SpecSkills.Cli.Demo;
using SpecSkills.Cli.Demo.Page;
using SpecSkills.Cli.Demo.Views;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills demo</c>.</summary>
internal static class DemoCommand
{
    /// <summary>Any number works. The pictures in the documentation show this one.</summary>
    private const ulong UsualSeed = 1;

    /// <summary>How long the hour takes in a terminal, without the pauses for events.</summary>
    private const int UsualPaceSeconds = 35;

    private const int LongestPaceSeconds = 3600;

    public static Command Create(ProgramContext context)
    {
        var seed = CommonOptions.Number("--seed", ulong.MinValue, ulong.MaxValue);
        seed.Description = $"Repeats a run exactly. Default: {UsualSeed}.";
        seed.HelpName = "number";
        var fast = new Option<bool>("--fast") { Description = "Do not slow down for a person who watches." };
        var pace = CommonOptions.Number("--pace", 1, LongestPaceSeconds);
        pace.Description = $"Seconds the hour takes in a terminal. Default: {UsualPaceSeconds}.";
        pace.HelpName = "seconds";
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("demo",
            "Play an hour on the embedded cluster: decide, govern, execute, verify, record. Asks nothing.")
        {
            seed, fast, pace, workspace, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(fast) is { Implicit: false } && result.GetResult(pace) is { Implicit: false })
                result.AddError("--fast and --pace contradict each other.");
        });
        command.WithExamples("specskills demo", "specskills demo --json --seed 7");
        command.SetAction(async (parsed, cancellation) =>
        {
            var home = CommonOptions.WorkspaceOf(parsed, workspace);
            var asJson = parsed.GetValue(json);
            var watched = TimeSpan.FromSeconds(parsed.GetValue(fast) ? 0 : parsed.GetValue(pace) ?? UsualPaceSeconds);
            var view = View(context, asJson, watched);
            return await RunAsync(
                context.Terminal, home, parsed.GetValue(seed) ?? UsualSeed, view, asJson, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, Workspace home, ulong seed, IDemoView view, bool asJson, CancellationToken cancellation)
    {
        using var folder = DemoFolder.Prepare(home);
        var run = new DemoRun(folder, seed, view);
        var (setting, summary) = await run.PlayAsync(cancellation);
        await File.WriteAllTextAsync(
            folder.Page, DemoPage.Of(setting, run.Frames, run.Events, summary), cancellation);
        if (asJson) JsonAnswer.Write(terminal.Answers, DemoReport.Document(summary));
        else DemoReport.Write(terminal, setting, summary, folder.Page);
        return summary.ChainVerified ? ExitCode.Done : ExitCode.VerificationFailed;
    }

    private static IDemoView View(ProgramContext context, bool asJson, TimeSpan pace)
    {
        var terminal = context.Terminal;
        if (asJson) return new SilentDemoView();
        return terminal.AnswersAreSeen && terminal.Screen.Profile.Capabilities.Ansi
            ? new LiveDemoView(terminal.Screen, pace, context.Time)
            : new PlainDemoView(terminal.Answers);
    }
}
