using System.CommandLine;
using SpecSkills.Hosting;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills audit</c>.</summary>
internal static class AuditCommand
{
    public static Command Create(ProgramContext context) =>
        new("audit", "The record of everything decided, permitted and done.")
        {
            AuditListCommand.Create(context), AuditShowCommand.Create(context), AuditVerifyCommand.Create(context),
            AuditPruneCommand.Create(context), AuditRebuildIndexCommand.Create(context),
        };
}
