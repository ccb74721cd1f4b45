using System.CommandLine;
using SpecSkills.Consoles.Ports;
using SpecSkills.Hosting;
using SpecSkills.Skills.ExecutionEngine;

return await ProgramHost.RunAsync(args, context => new RootCommand(
    "Executes only what governance permitted, and verifies it.")
{
    ApplyCommand.Create(context, SkillCluster.Connect),
});
