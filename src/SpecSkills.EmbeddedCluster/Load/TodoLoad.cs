namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>
/// The load of the two services of the Todo chatbot, sized for containers that ask for 50m cpu of at most 200m and
/// 128Mi memory: a frontend pod saturates at about 47 requests per second, a backend pod at about 31.
/// </summary>
public static class TodoLoad
{
    private const string Namespace = "default";

    /// <summary>A page takes little of the processor; its node can spare 15 % of the burst.</summary>
    public static ServiceCost FrontendCost { get; } = new()
    {
        CpuMillisecondsPerRequest = 1.5,
        BaseLatency = TimeSpan.FromMilliseconds(20),
        BaseMemoryBytes = 72L << 20,
        MemoryBytesPerRequestInFlight = 384L << 10,
        BurstShare = 0.15,
    };

    /// <summary>A question to the chatbot takes more.</summary>
    public static ServiceCost BackendCost { get; } = new()
    {
        CpuMillisecondsPerRequest = 2.25,
        BaseLatency = TimeSpan.FromMilliseconds(30),
        BaseMemoryBytes = 80L << 20,
        MemoryBytesPerRequestInFlight = 512L << 10,
        BurstShare = 0.15,
    };

    /// <summary>Both services level at about 55 % of their cpu request with two pods: nothing to decide.</summary>
    public static LoadScenario Steady(ulong seed = 1) => Of(
        new TrafficCurve.Constant(34), new TrafficCurve.Constant(22), seed);

    /// <summary>
    /// An hour: quiet, a surge of the frontend from minute 8 to 28, then an evening; the backend swings.
    /// </summary>
    public static LoadScenario Hour(ulong seed = 1) => Of(
        new TrafficCurve.Sequence(
            new(TimeSpan.FromMinutes(8), new TrafficCurve.Constant(36)),
            new(TimeSpan.FromMinutes(2), new TrafficCurve.Ramp(36, 76, TimeSpan.FromMinutes(2))),
            new(TimeSpan.FromMinutes(18), new TrafficCurve.Constant(76)),
            new(TimeSpan.FromMinutes(2), new TrafficCurve.Ramp(76, 20, TimeSpan.FromMinutes(2))),
            new(TimeSpan.FromMinutes(30), new TrafficCurve.Constant(20))),
        new TrafficCurve.Sine(22, 4, TimeSpan.FromMinutes(20)), seed);

    /// <summary>Both services under given traffic.</summary>
    public static LoadScenario Of(TrafficCurve frontend, TrafficCurve backend, ulong seed = 1) => new(
    [
        new ServiceLoad(Namespace, "todo-frontend", frontend, FrontendCost),
        new ServiceLoad(Namespace, "todo-backend", backend, BackendCost),
    ])
    {
        Seed = seed,
    };
}
