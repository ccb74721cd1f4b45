namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>What goes wrong while a fault is active.</summary>
public abstract record FaultEffect
{
    /// <summary>A container that crashes soon after its start: long enough to be seen running.</summary>
    private static readonly TimeSpan ShortRun = TimeSpan.FromSeconds(2);

    private FaultEffect()
    {
    }

    /// <summary>Containers exit with a code a while after each start; the kubelet backs off between.</summary>
    public sealed record CrashLoop(PodSelection Pods, int ExitCode = 1) : FaultEffect
    {
        /// <summary>From a start to the exit.</summary>
        public TimeSpan RunsFor { get; init; } = ShortRun;
    }

    /// <summary>Containers are killed for their memory (137, OOMKilled) a while after each start.</summary>
    public sealed record OutOfMemory(PodSelection Pods) : FaultEffect
    {
        /// <summary>From a start to the kill.</summary>
        public TimeSpan RunsFor { get; init; } = TimeSpan.FromSeconds(20);
    }

    /// <summary>Requests take this many times the memory; under enough load the pods outgrow their limit.</summary>
    public sealed record MemoryGrowth(PodSelection Pods, double Factor) : FaultEffect;

    /// <summary>Images whose name or tag contains this cannot be pulled.</summary>
    public sealed record ImageNeverPulls(string ImageContains) : FaultEffect;

    /// <summary>Readiness comes later by this.</summary>
    public sealed record SlowStart(PodSelection Pods, TimeSpan Extra) : FaultEffect;

    /// <summary>The readiness probe fails.</summary>
    public sealed record NotReady(PodSelection Pods) : FaultEffect;

    /// <summary>Ready pods answer this share of their requests with 500.</summary>
    public sealed record AnswersErrors(PodSelection Pods, double Share) : FaultEffect;

    /// <summary>A request takes this many times the processor time.</summary>
    public sealed record SlowAnswers(PodSelection Pods, double CostFactor) : FaultEffect;

    /// <summary>Requests to the API fail: this many, or all while active when null.</summary>
    public sealed record RequestFails(RequestSelection Requests, RequestFailure Failure, int? Times = null)
        : FaultEffect;

    /// <summary>This many watches are cut instead of getting their next event.</summary>
    public sealed record DropWatches(string PathContains = "", int Times = 1) : FaultEffect;

    /// <summary>The agent's clock is off by this.</summary>
    public sealed record ClockStep(TimeSpan Offset) : FaultEffect;

    /// <summary>metrics.k8s.io answers 503.</summary>
    public sealed record MetricsDown : FaultEffect;

    /// <summary>Requests to the Prometheus query API fail in this way.</summary>
    public sealed record PrometheusFails(RequestFailure Failure) : FaultEffect;

    /// <summary>The Prometheus query API gives every value as NaN.</summary>
    public sealed record PrometheusNotANumber : FaultEffect;

    /// <summary>The Prometheus query API answers as of this long ago.</summary>
    public sealed record PrometheusOld(TimeSpan Age) : FaultEffect;

    /// <summary>Prometheus has stopped scraping.</summary>
    public sealed record PrometheusScrapesStop : FaultEffect;
}
