using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.EmbeddedCluster.Metrics;
using SpecSkills.EmbeddedCluster.Pods;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster;

/// <summary>
/// A machine whose pods carry load and fail as scripted, with the Prometheus that reports it. One schedule of faults
/// reaches pods, requests, load and metrics, so that they agree on what is broken.
/// </summary>
/// <param name="Machine">The cluster.</param>
/// <param name="Load">Its load, for views and tests.</param>
public sealed record LoadedCluster(ClusterMachine Machine, LoadEngine Load)
{
    /// <summary>Builds one whose scenario and faults begin at the options' start time.</summary>
    /// <param name="options">Everything else; its behaviour, usage, faults and routes are replaced.</param>
    /// <param name="scenario">What load to play.</param>
    /// <param name="plan">What breaks, and when.</param>
    public static LoadedCluster Create(ClusterOptions options, LoadScenario scenario, FaultPlan plan)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new FaultSchedule(plan, options.StartTime);
        var load = new LoadEngine(scenario, options.StartTime, faults);
        var healthy = new HealthyPodBehaviour(
            options.ImagePullDuration, options.PodStartupDelay, options.PodStopDuration);
        return new LoadedCluster(new ClusterMachine(options with
        {
            PodBehaviour = new ScriptedPodBehaviour(healthy, faults, load),
            UsageSource = load,
            RequestFault = faults,
            MountedRoutes = [new PrometheusRoute(load, faults)],
        }), load);
    }
}
