namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>The bounds of the latency histogram, in seconds; the last bucket is everything.</summary>
internal static class LatencyBuckets
{
    // Close together around the 100 to 300 ms that targets are set at, since quantiles are interpolated between them.
    public static readonly double[] Bounds =
    [
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2, 0.225, 0.25, 0.3, 0.35, 0.4, 0.5, 0.75, 1, 1.5,
        2.5, 5, 10,
    ];
}
