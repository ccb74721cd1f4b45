namespace SpecSkills.Simulation.Load;

/// <summary>The load of a whole cluster: the same scenario, faults and requests give the same numbers.</summary>
/// <example>
/// <code>
/// var faults = new FaultSchedule(FaultPlan.None, start);
/// var load = new LoadEngine(TodoLoad.Steady(), start, faults);
/// var options = new ClusterOptions
/// {
///     StartTime = start,
///     PodBehaviour = new ScriptedPodBehaviour(healthy, faults, load),
///     UsageSource = load,
///     RequestFault = faults,
///     MountedRoutes = [new PrometheusRoute(load, faults)],
/// };
/// </code>
/// </example>
/// <param name="Services">The services with traffic; Deployments that are not among them idle.</param>
public sealed record LoadScenario(IReadOnlyList<ServiceLoad> Services)
{
    /// <summary>Source of all noise.</summary>
    public ulong Seed { get; init; } = 1;
}
