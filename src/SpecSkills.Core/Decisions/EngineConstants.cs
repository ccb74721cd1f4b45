namespace SpecSkills.Core.Decisions;

/// <summary>Numbers of the engine that no blueprint sets. Shown in every explanation.</summary>
public static class EngineConstants
{
    /// <summary>A sample older than this is stale: one and a half of metrics-server's default 60 s windows.</summary>
    public static readonly TimeSpan SampleFreshness = TimeSpan.FromSeconds(90);

    /// <summary>Clocks of two machines may disagree this much.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <summary>Pressures above this count as this, so that one wild metric cannot outvote the rest.</summary>
    public const decimal PressureClampPercent = 200m;

    /// <summary>The weighted mean may fill this share of the upper threshold after a scale-down.</summary>
    public const decimal HeadroomShare = 0.9m;

    /// <summary>Restarts are counted inside this window.</summary>
    public static readonly TimeSpan RestartWindow = TimeSpan.FromMinutes(10);

    /// <summary>A rollout younger than this may be undone by recovery.</summary>
    public static readonly TimeSpan RollbackAge = TimeSpan.FromHours(1);
}
