using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Tests.Decisions;

/// <summary>
/// Observations for decision tests: a healthy, calm frontend of three pods, with what a test changes.
/// </summary>
internal static class TestObservations
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static readonly Observation Calm = new(
        "todo-frontend", Now, "embedded", Deployment(3), Metrics(50, 50, 100),
        [
            new ContainerReading(
                "app",
                new CpuReading(new CpuQuantity(50), new CpuQuantity(200), null, new CpuQuantity(35), 400),
                new MemoryUsageReading(
                    TestBlueprints.Mebibytes(128), TestBlueprints.Mebibytes(512), null,
                    TestBlueprints.Mebibytes(100), 400)),
        ],
        [Pod("a"), Pod("b"), Pod("c")],
        [
            new RevisionReading("1", Now - TimeSpan.FromDays(9), true, "todo:1"),
            new RevisionReading("2", Now - TimeSpan.FromDays(2), true, "todo:2"),
            new RevisionReading("3", Now - TimeSpan.FromMinutes(20), null, "todo:3"),
        ],
        null, null, ServiceHistory.Empty);

    public static DeploymentState Deployment(int replicas, int? ready = null) => new(
        "default", "todo-frontend", "uid-1", "100", 7, 7, replicas, ready ?? replicas, replicas, replicas, replicas, 0,
        false, false, false, null, null, "3", null, null, new Dictionary<string, FieldOwner>());

    public static MetricReadings Metrics(decimal cpu, decimal memory, decimal latency) =>
        new(Cpu: Sample(cpu), Memory: Sample(memory), LatencyP95: Sample(latency));

    public static MetricReading.Sample Sample(decimal value) => new(value, Now - TimeSpan.FromSeconds(10));

    public static PodReading Pod(string name) =>
        new(name, "Running", true, 0, null, null, Now - TimeSpan.FromHours(5), "3");

    /// <summary>A pod in a crash loop.</summary>
    public static PodReading Crashing(string name, int restarts, TimeSpan? since = null) => Pod(name) with
    {
        Ready = false,
        RecentRestarts = restarts,
        WaitingReason = "CrashLoopBackOff",
        LastTermination = new ContainerTermination("Error", 1, Now - (since ?? TimeSpan.FromMinutes(1))),
    };

    public static Decision Decide(this Observation observation, Blueprint? blueprint = null) =>
        DecisionEngine.Decide(new DecisionInput(blueprint ?? TestBlueprints.Frontend, [], observation, Now));

    public static Observation With(this Observation observation, Func<DeploymentState, DeploymentState> change) =>
        observation with { Deployment = change(observation.Deployment) };
}
