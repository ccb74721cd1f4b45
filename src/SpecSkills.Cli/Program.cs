using SpecSkills.Cli;
using SpecSkills.Cli.Guard;
using SpecSkills.Hosting;

// Before every command of a coding agent: nothing is made that the hook does not need.
if (args is [HookCommand.Name]) return HookCommand.Before(Terminal.OfProcess());
return await ProgramHost.RunAsync(args, SpecSkillsCommands.Create);
