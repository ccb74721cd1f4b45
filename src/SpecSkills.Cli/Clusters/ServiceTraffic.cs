using SpecSkills.Core.Blueprints;
using SpecSkills.EmbeddedCluster.Load;

namespace SpecSkills.Cli.Clusters;

/// <summary>
/// Traffic for every service of a workspace, sized by its blueprint so that there is something to do.
/// </summary>
internal static class ServiceTraffic
{
    /// <summary>From quiet to busy and back while a person watches.</summary>
    private static readonly TimeSpan Swing = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Share of the first deployment's cpu request that the mean load takes, and how far it swings: at the peak the
    /// service needs more pods than at the start, at the lowest point fewer.
    /// </summary>
    private const double MeanShare = 0.6;

    private const double SwingShare = 0.45;

    /// <summary>A load for each service.</summary>
    public static LoadScenario For(IEnumerable<Blueprint> blueprints, ulong seed) =>
        new([.. blueprints.Select(Of)]) { Seed = seed };

    /// <summary>Requests per second at which so many pods of a service use this share of their cpu request.</summary>
    public static double RateFor(Blueprint blueprint, ServiceCost cost, int pods, double share) =>
        share * pods * Math.Max(1, blueprint.Resources.Cpu.Request.Millicores - cost.IdleMillicores)
            / cost.CpuMillisecondsPerRequest;

    /// <summary>What a request costs each service.</summary>
    public static ServiceCost CostOf(Blueprint blueprint) =>
        blueprint.Metadata.Name == "todo-frontend" ? TodoLoad.FrontendCost : TodoLoad.BackendCost;

    private static ServiceLoad Of(Blueprint blueprint)
    {
        var cost = CostOf(blueprint);
        var pods = blueprint.Scaling.TargetReplicas ?? Math.Max(1, blueprint.Scaling.MinReplicas);
        return new ServiceLoad(blueprint.Target.Namespace, blueprint.Target.Deployment,
            new TrafficCurve.Sine(
                RateFor(blueprint, cost, pods, MeanShare), RateFor(blueprint, cost, pods, SwingShare), Swing),
            cost);
    }
}
