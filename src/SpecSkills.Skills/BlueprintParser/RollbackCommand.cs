using System.CommandLine;
using SpecSkills.Application.Blueprints;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Skills.GovernanceEnforcer;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary><c>rollback SERVICE --to V</c>: an earlier version comes back as a new one.</summary>
public static class RollbackCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ProgramContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var service = new Argument<string>("service") { Description = "Service or its folder, as in blueprints/." };
        var to = new Option<string>("--to")
        {
            Description = "Released version to return to.",
            HelpName = "version",
            Required = true,
        };
        var discard = new Option<bool>("--discard")
        {
            Description = "Discard changes of the present file that were not released.",
        };
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("rollback", "Return to an earlier version, as a new version with the right bump.")
        {
            service, to, discard, workspace, json,
        };
        command.SetAction(parsed =>
        {
            var at = CommonOptions.WorkspaceOf(parsed, workspace);
            if (!SemanticVersion.TryParse(parsed.GetValue(to), out var version))
                throw new ProblemException(new Problem("--to names no version.")
                {
                    Found = parsed.GetValue(to),
                    Allowed = "major.minor.patch, as in 1.0.0",
                });
            var archive = new BlueprintArchive(at.Root, at.State);
            var result = ReleaseReport.Guard(at, () => new RollBackBlueprint(new BlueprintRepository(at.Root), archive)
                .Run(parsed.GetValue(service)!, version, parsed.GetValue(discard)));
            var exit = ReleaseReport.Write(context.Terminal, result, parsed.GetValue(json));
            if (result is ReleaseResult.Released released)
                AcceptanceNotes.Write(
                    context.Terminal.Notes, at, WorkspaceFiles.FileOf(at, released.Service), context.Time.GetUtcNow());
            return exit;
        });
        return command;
    }
}
