using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.EmbeddedCluster.Metrics;
using SpecSkills.EmbeddedCluster.Pods;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>
/// Plays a <see cref="FaultPlan"/>: one object for the cluster's request fault, the load model's pod effects and the
/// query API's distortions, so that all see a fault begin at the same instant. It looks at the cluster at every
/// question except that for the clock, which other threads read. Everything else runs inside the machine.
/// </summary>
public sealed class FaultSchedule : IRequestFault, IWatchFault, IPodEffects, IPrometheusDistortions, IClusterAttachment
{
    private const string MetricsPath = "/apis/metrics.k8s.io/";
    private const string PrometheusPath = "/api/v1/query";

    private readonly Lock guard = new();
    private readonly List<FaultState> states;
    private IClusterView? cluster;

    /// <param name="plan">What goes wrong.</param>
    /// <param name="startTime">The plan's time zero.</param>
    public FaultSchedule(FaultPlan plan, DateTimeOffset startTime)
    {
        ArgumentNullException.ThrowIfNull(plan);
        states = [.. plan.Faults.Select(fault => new FaultState(fault, startTime))];
    }

    /// <summary>Some fault of the plan may change what a container does, now or later.</summary>
    internal bool ConcernsPods => states.Exists(state => state.Fault.Effect is FaultEffect.CrashLoop
        or FaultEffect.OutOfMemory or FaultEffect.SlowStart or FaultEffect.NotReady);

    /// <inheritdoc />
    public void Attach(IClusterView cluster) => this.cluster = cluster;

    /// <summary>The faults that are active now, in the plan's order.</summary>
    public IReadOnlyList<Fault> Active(DateTimeOffset now) => [.. ActiveStates(now).Select(state => state.Fault)];

    /// <summary>How far the agent's clock is off.</summary>
    public TimeSpan ClockOffset(DateTimeOffset now)
    {
        lock (guard)
        {
            var offset = TimeSpan.Zero;
            foreach (var state in states)
                if (state.Fault.Effect is FaultEffect.ClockStep step && state.IsActive(now))
                    offset += step.Offset;
            return offset;
        }
    }

    /// <inheritdoc />
    public RequestFault? Intercept(ApiRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var state in ActiveStates(now))
        {
            var failure = state.Fault.Effect switch
            {
                FaultEffect.RequestFails fails when fails.Requests.Includes(request) && state.Use(fails.Times) =>
                    fails.Failure,
                FaultEffect.MetricsDown when request.Path.StartsWith(MetricsPath, StringComparison.Ordinal) =>
                    new RequestFailure.Unavailable(),
                FaultEffect.PrometheusFails prometheus
                    when request.Path.Contains(PrometheusPath, StringComparison.Ordinal) => prometheus.Failure,
                _ => null,
            };
            if (failure is not null)
                return FailureResponses.Of(failure, request);
        }
        return null;
    }

    /// <inheritdoc />
    public bool CutsWatch(string path, string? userAgent, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (var (state, drop) in With<FaultEffect.DropWatches>(now))
            if (path.Contains(drop.PathContains, StringComparison.Ordinal) && state.Use(drop.Times))
                return true;
        return false;
    }

    /// <inheritdoc />
    public PodEffect EffectOn(PodView pod, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var effect = PodEffect.None;
        foreach (var state in ActiveStates(now))
            effect = state.Fault.Effect switch
            {
                FaultEffect.AnswersErrors errors when state.Hits(errors.Pods, pod) =>
                    effect with { ErrorShare = Math.Clamp(Math.Max(effect.ErrorShare, errors.Share), 0, 1) },
                FaultEffect.SlowAnswers slow when state.Hits(slow.Pods, pod) =>
                    effect with { CostFactor = effect.CostFactor * Math.Max(0, slow.CostFactor) },
                FaultEffect.MemoryGrowth growth when state.Hits(growth.Pods, pod) =>
                    effect with { MemoryFactor = effect.MemoryFactor * Math.Max(0, growth.Factor) },
                _ => effect,
            };
        return effect;
    }

    /// <inheritdoc />
    public PrometheusDistortion? DistortionAt(DateTimeOffset now)
    {
        foreach (var state in ActiveStates(now))
            switch (state.Fault.Effect)
            {
                case FaultEffect.PrometheusNotANumber:
                    return new PrometheusDistortion.NotANumber();
                case FaultEffect.PrometheusOld old:
                    return new PrometheusDistortion.AnswersOld(old.Age);
                case FaultEffect.PrometheusScrapesStop:
                    return new PrometheusDistortion.ScrapesStopped(state.TriggeredAt!.Value);
            }
        return null;
    }

    /// <summary>The active faults of one kind that are about a pod, with when each was set off.</summary>
    internal IEnumerable<TEffect> On<TEffect>(PodView pod, Func<TEffect, PodSelection> podsOf, DateTimeOffset now)
        where TEffect : FaultEffect =>
        With<TEffect>(now).Where(pair => pair.State.Hits(podsOf(pair.Effect), pod)).Select(pair => pair.Effect);

    /// <summary>The active faults of one kind.</summary>
    internal IEnumerable<(FaultState State, TEffect Effect)> With<TEffect>(DateTimeOffset now)
        where TEffect : FaultEffect
    {
        foreach (var state in ActiveStates(now))
            if (state.Fault.Effect is TEffect effect)
                yield return (state, effect);
    }

    private List<FaultState> ActiveStates(DateTimeOffset now)
    {
        lock (guard)
        {
            if (cluster is not null)
                foreach (var state in states)
                    state.Look(cluster, now);
            return states.FindAll(state => state.IsActive(now));
        }
    }
}
