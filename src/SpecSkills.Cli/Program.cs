using SpecSkills.Cli;
using SpecSkills.Hosting;

return await ProgramHost.RunAsync(args, SpecSkillsCommands.Create);
