using System.CommandLine;
using SpecSkills.Consoles.Ports;
using SpecSkills.Hosting;
using SpecSkills.Skills.ExecutionEngine;

return await ProgramHost.RunAsync(args, context => new RootCommand(
    "Executes what governance permitted, nothing else, and stays to verify it.")
{
    ApplyCommand.Create(context, SkillCluster.Connect),
});
