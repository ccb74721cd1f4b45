using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Skills.DecisionEngine;

/// <summary>
/// Looks at the cluster for a blueprint file, completed with what the workspace remembers of the service. Nothing is
/// kept:
/// a file somebody names is not the repository's own, and no decision made by it leads anywhere.
/// </summary>
internal static class LiveObservation
{
    public static async Task<(Observation Seen, DateTimeOffset At)> OfAsync(
        ProgramContext context, Workspace workspace, ClusterChoice choice, Blueprint blueprint,
        CancellationToken cancellation)
    {
        using var open = new OpenWorkspace(workspace, context);
        var address = await ClusterAddress.ResolveAsync(
            choice, new EmbeddedClusterProcess(workspace, context.Log), cancellation);
        var cluster = SkillCluster.Connect(address, open.Time);
        using var connection = cluster.Connection;
        var reading = await cluster.Observer.ObserveAsync(blueprint, cancellation);
        if (reading is ClusterReading<Observation>.Failed failed)
            throw new ProblemException(new Problem("The service cannot be observed.", ExitCode.TryAgain)
            {
                Place = blueprint.Metadata.Name,
                Found = failed.Message,
                Next = "hand in an observation with --observation, or see that the cluster answers",
            });
        var now = open.Time.GetUtcNow();
        var seen = ((ClusterReading<Observation>.Read)reading).Value;
        return (open.State.Memory.Complete(
            seen, blueprint.Scaling.ScaleDownStabilization, now, blueprint.Digest), now);
    }
}
