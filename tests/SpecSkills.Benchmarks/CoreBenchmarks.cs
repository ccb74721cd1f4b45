using BenchmarkDotNet.Attributes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Benchmarks;

/// <summary>The pure stages: what one evaluation costs without any I/O.</summary>
public class CoreBenchmarks
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private readonly BlueprintReading reading = BlueprintLoader.Load(Inputs.FrontendBlueprint);
    private readonly GovernancePolicy policy = BlueprintLoader.LoadPolicy(Inputs.Policy).Policy!;
    private DecisionInput input = null!;
    private VerdictRequest request = null!;

    internal DecisionInput Input => input;

    internal VerdictRequest Request => request;

    [GlobalSetup]
    public void Prepare()
    {
        input = new DecisionInput(reading.Blueprint!, reading.Diagnostics, Surge(), Now);
        var decision = DecisionEngine.Decide(input);
        if (decision.Type != DecisionType.ScaleUp) throw new InvalidOperationException("The surge must scale up.");
        request = new VerdictRequest(decision.Operations[0], reading.Blueprint!, policy, input.Observation, Now);
        if (PolicyDecisionPoint.Evaluate(request).Status != VerdictStatus.Allowed)
            throw new InvalidOperationException("The scale-up must be allowed: a block would be a shorter way.");
    }

    [Benchmark(Description = "parse and validate a blueprint")]
    public BlueprintReading ParseAndValidate() => BlueprintLoader.Load(Inputs.FrontendBlueprint);

    [Benchmark(Description = "decide")]
    public Decision Decide() => DecisionEngine.Decide(input);

    [Benchmark(Description = "verdict, the shipped rules")]
    public Verdict Verdict() => PolicyDecisionPoint.Evaluate(request);

    internal static Observation Surge()
    {
        var at = Now.AddSeconds(-10);
        return new Observation(
            "todo-frontend", Now, "embedded",
            new DeploymentState(
                "default", "todo-frontend", "7b0f5a60-0000-4000-8000-000000000001", "100", 3, 3, 2, 2, 2, 2, 2, 0,
                false, false, false, null, null, "1", null, null, new Dictionary<string, FieldOwner>()),
            new MetricReadings(
                new MetricReading.Sample(95, at), new MetricReading.Sample(60, at),
                LatencyP95: new MetricReading.Sample(240, at), ErrorRate: new MetricReading.Sample(0.1m, at, 9000)),
            [], [], [], null, null, ServiceHistory.Empty);
    }
}
