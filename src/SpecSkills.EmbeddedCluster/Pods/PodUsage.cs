namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>One sample of a pod.</summary>
/// <param name="SampledAt">End of the window the sample covers.</param>
/// <param name="Window">Length of that window.</param>
public sealed record PodUsage(DateTimeOffset SampledAt, TimeSpan Window, IReadOnlyList<ContainerUsage> Containers);
