using System.CommandLine;
using System.Runtime.CompilerServices;

namespace SpecSkills.Hosting.Commands;

/// <summary>Examples that a command's help ends with: whole command lines that can be pasted.</summary>
public static class CommandExamples
{
    private static readonly ConditionalWeakTable<Command, IReadOnlyList<string>> Known = [];

    /// <summary>Gives the command its examples.</summary>
    public static Command WithExamples(this Command command, params string[] examples)
    {
        Known.AddOrUpdate(command, examples);
        return command;
    }

    internal static IReadOnlyList<string> Of(Command command) =>
        Known.TryGetValue(command, out var examples) ? examples : [];
}
