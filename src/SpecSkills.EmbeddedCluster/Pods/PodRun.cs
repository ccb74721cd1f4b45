namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>A pod on the node.</summary>
internal sealed class PodRun(IReadOnlyList<ContainerRun> containers, DateTimeOffset startedAt, string address)
{
    public IReadOnlyList<ContainerRun> Containers { get; } = containers;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public string Address { get; } = address;

    public DateTimeOffset? StopDue { get; set; }

    /// <summary>The look that is already on the timer; a later one makes it void.</summary>
    public DateTimeOffset? NextLook { get; set; }
}
