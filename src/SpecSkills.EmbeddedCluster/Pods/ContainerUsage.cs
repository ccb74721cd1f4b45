namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>
/// What one container used over the window: cpu in billionths of a core, memory as working set bytes.
/// </summary>
public sealed record ContainerUsage(string Name, long CpuNanocores, long MemoryBytes);
