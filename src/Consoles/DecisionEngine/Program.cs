using System.CommandLine;
using SpecSkills.Consoles.Ports;
using SpecSkills.Hosting;
using SpecSkills.Skills.DecisionEngine;

return await ProgramHost.RunAsync(args, context => new RootCommand(
    "Decides by blueprints: compares what was seen of a service with what its blueprint wants.")
{
    DecideCommand.Create(context, SkillObserver.Connect),
});
