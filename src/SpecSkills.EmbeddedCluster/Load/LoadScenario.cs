namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>The load of a whole cluster: the same scenario, faults and requests give the same numbers.</summary>
/// <param name="Services">The services with traffic; Deployments that are not among them idle.</param>
public sealed record LoadScenario(IReadOnlyList<ServiceLoad> Services)
{
    /// <summary>Source of all noise.</summary>
    public ulong Seed { get; init; } = 1;
}
