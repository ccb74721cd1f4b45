namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>What a request costs a pod, and what a pod costs without any.</summary>
public sealed record ServiceCost
{
    /// <summary>The container that serves; null for the first. The others idle.</summary>
    public string? Container { get; init; }

    /// <summary>Processor time of one request, in milliseconds on a whole core.</summary>
    public double CpuMillisecondsPerRequest { get; init; } = 4;

    /// <summary>Processor use without requests.</summary>
    public double IdleMillicores { get; init; } = 2;

    /// <summary>What a request takes besides the pod's processor: network, disk, other services.</summary>
    public TimeSpan BaseLatency { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Working set without requests.</summary>
    public long BaseMemoryBytes { get; init; } = 48L << 20;

    /// <summary>What each request adds while it is waiting or served.</summary>
    public long MemoryBytesPerRequestInFlight { get; init; } = 256L << 10;

    /// <summary>Requests a pod holds at most, waiting or served; further ones are refused with 503.</summary>
    public int RequestsInFlight { get; init; } = 64;

    /// <summary>
    /// The share of the way from a container's cpu request to its limit that its node can give: 1 on an idle node, 0
    /// where every neighbour uses its own request. Containers without a limit have one core as theirs.
    /// </summary>
    public double BurstShare { get; init; } = 1;
}
