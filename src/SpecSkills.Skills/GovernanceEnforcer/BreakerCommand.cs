using System.CommandLine;
using SpecSkills.Hosting;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>specskills breaker</c>.</summary>
public static class BreakerCommand
{
    public static Command Create(ProgramContext context) =>
        new("breaker", "The breakers that stop a service after failures in a row.")
        {
            BreakerStatusCommand.Create(context), BreakerResetCommand.Create(context),
        };
}
