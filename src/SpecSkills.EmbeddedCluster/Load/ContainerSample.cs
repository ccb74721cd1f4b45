namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>Usage of one container at the end of a step: a counter of processor seconds and the working set.</summary>
internal readonly record struct ContainerSample(long TimeMilliseconds, double CpuSeconds, long MemoryBytes);
