namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>A pod on the node.</summary>
internal sealed class PodRun(IReadOnlyList<ContainerRun> containers, DateTimeOffset startedAt, string address)
{
    public IReadOnlyList<ContainerRun> Containers { get; } = containers;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public string Address { get; } = address;

    public DateTimeOffset? StopDue { get; set; }

    /// <summary>The next look that is on the timer; a newer one replaces it.</summary>
    public DateTimeOffset? NextLook { get; set; }
}
