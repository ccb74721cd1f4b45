using System.CommandLine;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Cli.Commands;

/// <summary>What the commands about the record share: they open a workspace, and can answer as JSON.</summary>
internal static class RecordCommand
{
    /// <param name="own">Arguments and options beside <c>--workspace</c> and <c>--json</c>.</param>
    /// <param name="run">Gives the exit code; its last argument is true when JSON is wanted.</param>
    public static Command Create(
        ProgramContext context, string name, string description, IEnumerable<Symbol> own,
        Func<OpenWorkspace, ParseResult, bool, int> run)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command(name, description);
        foreach (var symbol in (Symbol[])[.. own, workspace, json])
            if (symbol is Argument argument) command.Arguments.Add(argument);
            else command.Options.Add((Option)symbol);
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            return run(open, parsed, parsed.GetValue(json));
        });
        return command;
    }
}
