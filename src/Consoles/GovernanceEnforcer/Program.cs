using System.CommandLine;
using SpecSkills.Consoles.Ports;
using SpecSkills.Hosting;
using SpecSkills.Skills.GovernanceEnforcer;

return await ProgramHost.RunAsync(args, context => new RootCommand(
    "Governs operations: what an agent may do by itself, what a person decides, what is forbidden.")
{
    GovernanceCheckCommand.Create(context), RequestCommand.Create(context, SkillObserver.Connect),
});
