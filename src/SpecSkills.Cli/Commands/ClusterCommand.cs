using System.CommandLine;
using SpecSkills.Hosting;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills cluster</c>.</summary>
internal static class ClusterCommand
{
    public static Command Create(ProgramContext context) =>
        new("cluster", "The embedded cluster of this workspace: a simulated cluster with a Kubernetes API.")
        {
            ClusterUpCommand.Create(context), ClusterStatusCommand.Create(context), ClusterDownCommand.Create(context),
        };
}
