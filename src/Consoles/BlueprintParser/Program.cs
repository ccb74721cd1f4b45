using System.CommandLine;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Skills.BlueprintParser;

return await ProgramHost.RunAsync(args, context => new RootCommand(
    "Reads infrastructure blueprints: what they say, what is wrong with them, what changed. Does not use a cluster.")
{
    ParseCommand.Create(context).WithExamples("blueprint-parser parse blueprints/frontend/blueprint.yaml --json"),
    ValidateCommand.Create(context, defaultsToWorkspace: false).WithExamples(
        "blueprint-parser validate blueprints/*/blueprint.yaml --policy blueprints/governance/policies.yaml"),
    DiffCommand.Create(context).WithExamples(
        "blueprint-parser diff blueprints/frontend/history/v1.0.0.yaml blueprints/frontend/blueprint.yaml"),
});
