using System.CommandLine;
using SpecSkills.Application.Blueprints;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Skills.GovernanceEnforcer;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary><c>release SERVICE</c>: the present blueprint becomes a version of its history.</summary>
public static class ReleaseCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ProgramContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var service = new Argument<string>("service") { Description = "Service or its folder, as in blueprints/." };
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("release", "Keep the present blueprint as a version that says what changed.")
        {
            service, workspace, json,
        };
        command.SetAction(parsed =>
        {
            var at = CommonOptions.WorkspaceOf(parsed, workspace);
            var archive = new BlueprintArchive(at.Root, at.State);
            var result = ReleaseReport.Guard(at, () =>
                new ReleaseBlueprint(new BlueprintRepository(at.Root), archive).Run(parsed.GetValue(service)!));
            var exit = ReleaseReport.Write(context.Terminal, result, parsed.GetValue(json));
            if (result is ReleaseResult.Released released)
                AcceptanceNotes.Write(
                    context.Terminal.Notes, at, WorkspaceFiles.FileOf(at, released.Service), context.Time.GetUtcNow());
            return exit;
        });
        return command;
    }
}
