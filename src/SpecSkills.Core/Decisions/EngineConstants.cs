namespace SpecSkills.Core.Decisions;

/// <summary>Numbers of the engine that no blueprint sets. Shown in every explanation.</summary>
public static class EngineConstants
{
    /// <summary>A sample older than this is stale: one and a half of metrics-server's default 60 s windows.</summary>
    public static readonly TimeSpan SampleFreshness = TimeSpan.FromSeconds(90);

    /// <summary>Clocks of two machines may disagree this much.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Pressures above this count as this in the weighted mean, so that one outlier cannot outvote the rest.
    /// </summary>
    public const decimal PressureClampPercent = 200m;

    /// <summary>
    /// No reading counts as more than this: far beyond any real pressure, and products with it stay inside decimal.
    /// </summary>
    public const decimal ReadingCeiling = 1_000_000_000m;

    /// <summary>The weighted mean may fill this share of the upper threshold after a scale-down.</summary>
    public const decimal HeadroomShare = 0.9m;

    /// <summary>
    /// Restarts are counted inside this window; as long without one makes the next attempt the first again.
    /// </summary>
    public static readonly TimeSpan RestartWindow = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The first own restart waits this long; with exponential backoff each further one twice as long.
    /// </summary>
    public static readonly TimeSpan RestartWait = TimeSpan.FromSeconds(10);

    /// <summary>No own restart waits longer, as the kubelet's own backoff ends at five minutes.</summary>
    public static readonly TimeSpan RestartWaitLimit = TimeSpan.FromSeconds(300);

    /// <summary>A rollout younger than this may be undone by recovery.</summary>
    public static readonly TimeSpan RollbackAge = TimeSpan.FromHours(1);

    /// <summary>
    /// More than this share of unhealthy pods points to a cause outside the pods (Cluster API's maxUnhealthy).
    /// </summary>
    public const decimal SystemicPercent = 40m;

    /// <summary>Shares of fewer pods than this are not evaluated.</summary>
    public const int SystemicPods = 3;

    /// <summary>Fewer samples than this give no resource recommendation.</summary>
    public const int OptimizationSamples = 100;

    /// <summary>Usage is only judged after this long without an OOM kill or another replica count.</summary>
    public static readonly TimeSpan OptimizationQuiet = TimeSpan.FromHours(1);

    /// <summary>
    /// Memory requests carry this much above usage / target: running out of memory kills, waiting for cpu does not.
    /// </summary>
    public const decimal MemorySafety = 1.15m;

    /// <summary>Memory limits stay at least this far above the highest usage seen.</summary>
    public const decimal PeakSafety = 1.25m;

    /// <summary>No cpu request goes below this, in millicores.</summary>
    public const long CpuFloorMillicores = 10;

    /// <summary>No memory request goes below this, in bytes (64Mi).</summary>
    public const long MemoryFloorBytes = 64L << 20;
}
