using System.CommandLine;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary><c>specskills blueprint</c>: what the blueprint-parser console does, and changing versions.</summary>
public static class BlueprintCommand
{
    public static Command Create(ProgramContext context, ConnectObserver connect) =>
        new("blueprint", "Read, check, compare, draft, release and roll back blueprints.")
        {
            ParseCommand.Create(context).WithExamples(
                "specskills blueprint parse blueprints/frontend/blueprint.yaml --json"),
            ValidateCommand.Create(context, defaultsToWorkspace: false).WithExamples(
                "specskills blueprint validate blueprints/*/blueprint.yaml"),
            DiffCommand.Create(context).WithExamples(
                "specskills blueprint diff blueprints/frontend/history/v1.0.0.yaml blueprints/frontend/blueprint.yaml"),
            ReleaseCommand.Create(context).WithExamples("specskills blueprint release frontend"),
            RollbackCommand.Create(context).WithExamples("specskills blueprint rollback frontend --to 1.0.0"),
            BlueprintInitCommand.Create(context, connect), BlueprintAdoptCommand.Create(context, connect),
            ReferenceCommand.Create(context).WithExamples("specskills blueprint reference > docs/blueprint.md"),
        };
}
