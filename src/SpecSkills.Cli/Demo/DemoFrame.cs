namespace SpecSkills.Cli.Demo;

/// <summary>Both services at one instant of the simulated hour.</summary>
internal sealed record DemoFrame(DateTimeOffset At, IReadOnlyList<ServiceFrame> Services);

/// <summary>One service at one instant, as the load model and the cluster report it.</summary>
/// <param name="Desired">spec.replicas.</param>
/// <param name="CpuPercent">Of the request, over ready pods; null before the first sample.</param>
/// <param name="LatencyMilliseconds">95th percentile; null without requests.</param>
internal sealed record ServiceFrame(
    string Service,
    int Desired,
    int Ready,
    int Pods,
    double RequestsPerSecond,
    double? CpuPercent,
    double? LatencyMilliseconds,
    double ErrorPercent,
    bool BreakerOpen,
    bool Busy);
