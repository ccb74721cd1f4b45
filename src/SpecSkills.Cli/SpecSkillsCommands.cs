using System.CommandLine;
using SpecSkills.Cli.Commands;
using SpecSkills.Hosting;

namespace SpecSkills.Cli;

/// <summary>The whole command line of <c>specskills</c>.</summary>
internal static class SpecSkillsCommands
{
    public static RootCommand Create(ProgramContext context) =>
        new("Spec-driven Kubernetes automation: blueprints decide, governance permits, everything is on record.")
        {
            ExplainCommand.Create(context), StatusCommand.Create(context),
            AuditCommand.Create(context), BreakerCommand.Create(context), ClusterCommand.Create(context),
        };
}
