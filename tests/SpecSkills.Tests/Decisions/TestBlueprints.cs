using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Tests.Decisions;

/// <summary>Blueprints for decision tests: the documented frontend, with what a test changes.</summary>
internal static class TestBlueprints
{
    private static readonly ProbePolicy Probe =
        new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), 3);

    public static readonly Blueprint Frontend = new(
        new BlueprintMetadata("todo-frontend", new SemanticVersion(1, 0, 0), null, "devops-team", null,
            new Dictionary<string, string>()),
        new TargetReference("default", "todo-frontend", null, null),
        new ResourcePolicy(
            new CpuPolicy(new CpuQuantity(50), new CpuQuantity(200), new Percentage(70), new Percentage(10)),
            new MemoryPolicy(Mebibytes(128), Mebibytes(512), new Percentage(80), new Percentage(10)),
            null),
        new PerformanceTargets(
            TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500),
            new RequestRate(100), new RequestRate(200), new Percentage(99.9m), new Percentage(1)),
        new ScalingPolicy(
            1, 5, 2, new Percentage(80), new Percentage(30), 1, 1, TimeSpan.FromSeconds(60), TimeSpan.Zero,
            [
                new MetricWeight(ScalingMetric.Cpu, 0.5m), new MetricWeight(ScalingMetric.Memory, 0.3m),
                new MetricWeight(ScalingMetric.Latency, 0.2m),
            ]),
        new ReliabilityPolicy(
            3, RestartBackoff.Exponential, true, 2, TimeSpan.FromSeconds(30), Probe,
            Probe with { InitialDelay = TimeSpan.FromSeconds(30), Period = TimeSpan.FromSeconds(30) },
            TimeSpan.FromSeconds(60), false),
        new DeploymentPolicy(DeploymentStrategy.RollingUpdate, "1", "0", TimeSpan.FromSeconds(10), 5),
        null,
        new CostPolicy(new Money(100, "USD"), new Money(20, "USD"), OptimizationPriority.Balanced),
        new ObservabilityPolicy(null, new Dictionary<string, string>()),
        ContentDigest.OfText("a test's frontend"));

    public static ByteQuantity Mebibytes(long count) => new(count << 20);

    public static Blueprint Scaling(Func<ScalingPolicy, ScalingPolicy> change) =>
        Frontend with { Scaling = change(Frontend.Scaling) };

    public static Blueprint Reliability(Func<ReliabilityPolicy, ReliabilityPolicy> change) =>
        Frontend with { Reliability = change(Frontend.Reliability) };
}
