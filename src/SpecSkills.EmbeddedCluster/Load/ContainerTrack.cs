using SpecSkills.EmbeddedCluster.Pods;

namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>Usage of one container over time. A restart begins its counter anew, as a new cgroup does.</summary>
internal sealed class ContainerTrack(string name, int capacity)
{
    private double cpuSeconds;
    private DateTimeOffset? startedAt;

    public string Name { get; } = name;

    public SampleRing<ContainerSample> Samples { get; } = new(capacity);

    /// <summary>The start whose run outgrew its memory limit; null when there is none.</summary>
    public DateTimeOffset? OutOfMemoryStart { get; private set; }

    public void Record(
        DateTimeOffset time, TimeSpan step, ContainerView container, double millicores, double memoryBytes)
    {
        if (container.StartedAt is not { } started || started > time)
            return;
        if (startedAt != started)
        {
            startedAt = started;
            cpuSeconds = 0;
        }
        var ran = time - started < step ? time - started : step;
        cpuSeconds += millicores / 1000 * ran.TotalSeconds;
        if (container.MemoryLimitBytes is { } limit && memoryBytes > limit)
        {
            OutOfMemoryStart = started;
            memoryBytes = limit;
        }
        Samples.Add(new ContainerSample(time.ToUnixTimeMilliseconds(), cpuSeconds, (long)memoryBytes));
    }
}
