using System.CommandLine;
using SpecSkills.Cli.Commands;
using SpecSkills.Cli.Guard;
using SpecSkills.Consoles.Ports;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Skills.BlueprintParser;
using SpecSkills.Skills.DecisionEngine;
using SpecSkills.Skills.GovernanceEnforcer;

namespace SpecSkills.Cli;

/// <summary>The whole command line of <c>specskills</c>.</summary>
internal static class SpecSkillsCommands
{
    public static RootCommand Create(ProgramContext context) =>
        new("Spec-driven Kubernetes automation: blueprints decide, governance permits, everything is on record.")
        {
            DemoCommand.Create(context), RunCommand.Create(context), McpCommand.Create(context),
            BlueprintCommand.Create(context, SkillObserver.Connect),
            ValidateCommand.Create(context, defaultsToWorkspace: true).WithExamples(
                "specskills validate", "specskills validate blueprints/frontend/blueprint.yaml --json"),
            DecideCommand.OfService(context, SkillObserver.Connect), ExplainCommand.Create(context),
            StatusCommand.Create(context),
            ApprovalsCommand.Create(context), PolicyCommand.Create(context),
            AuditCommand.Create(context), BreakerCommand.Create(context), FreezeCommand.Create(context),
            FreezeCommand.Resume(context), ClusterCommand.Create(context),
            HookCommand.Create(context), DoctorCommand.Create(context),
        };
}
