using System.CommandLine;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Cli.Guard;

/// <summary><c>specskills hook</c>: asked by a coding agent before its shell runs a command.</summary>
internal static class HookCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "hook";

    public static Command Create(ProgramContext context)
    {
        var after = new Option<bool>("--after")
        {
            Description = "Answer for PostToolUse: keep what specskills doctor found in the agent's own shell.",
        };
        var command = new Command(
            Name, "Answer Claude Code's hook for Bash: denies what would change the cluster past governance.")
        {
            after,
        };
        command.WithExamples(
            """echo '{"tool_name":"Bash","tool_input":{"command":"kubectl delete pod x"}}' | specskills hook""");
        command.SetAction(parsed => parsed.GetValue(after) ? After(context) : Before(context.Terminal));
        return command;
    }

    /// <summary>The same without the rest of the command line: it runs before every command of the agent.</summary>
    public static int Before(Terminal terminal)
    {
        using var input = StandardInput.Open();
        return HookProgram.Run(input, terminal.Answers, terminal.Notes);
    }

    private static int After(ProgramContext context)
    {
        using var input = StandardInput.Open();
        var workspace = WorkspaceLocator.Find(null, Environment.CurrentDirectory);
        if (DoctorWitness.Keep(input, workspace, context.Time.GetUtcNow()) is { } report)
            context.Terminal.Notes.WriteLine($"SpecSkills: tried in the agent's own shell, {report.Level}.");
        return ExitCode.Done;
    }
}
