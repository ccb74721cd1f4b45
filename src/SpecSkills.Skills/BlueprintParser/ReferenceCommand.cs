using System.CommandLine;
using SpecSkills.Hosting;
using SpecSkills.Storage.Schemas;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary><c>reference</c>: the format as a page, made from the schema built into the program.</summary>
public static class ReferenceCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ProgramContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var command = new Command("reference", "Print every field of the format as Markdown, made from the schema.");
        command.SetAction(_ =>
        {
            context.Terminal.Answers.Write(SchemaReference.Write());
            return ExitCode.Done;
        });
        return command;
    }
}
