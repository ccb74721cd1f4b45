using System.CommandLine;
using SpecSkills.Hosting;
using SpecSkills.Hosting.CodingAgents;
using SpecSkills.Hosting.Commands;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills hook</c>: asked by a coding agent before its shell runs a command.</summary>
internal static class HookCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "hook";

    public static Command Create(ProgramContext context)
    {
        var command = new Command(
            Name, "Answer Claude Code's hook for Bash: denies what would change the cluster past governance.");
        command.WithExamples(
            """echo '{"tool_name":"Bash","tool_input":{"command":"kubectl delete pod x"}}' | specskills hook""");
        command.SetAction(_ => Run(context.Terminal));
        return command;
    }

    /// <summary>The same without the rest of the command line: it stands before every command of the agent.</summary>
    public static int Run(Terminal terminal)
    {
        using var input = StandardInput.Open();
        return HookProgram.Run(input, terminal.Answers, terminal.Notes);
    }
}
