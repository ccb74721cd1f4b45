using System.CommandLine;
using SpecSkills.Consoles.Ports;
using SpecSkills.Hosting;
using SpecSkills.Skills.VerificationEngine;

return await ProgramHost.RunAsync(args, context => new RootCommand(
    "Verifies operations: did what was done meet the targets of the blueprint?")
{
    VerificationCheckCommand.Create(context, SkillCluster.Connect),
});
