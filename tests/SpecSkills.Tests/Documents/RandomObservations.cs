using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Tests.Decisions;

namespace SpecSkills.Tests.Documents;

/// <summary>Observations in which every part is sometimes there and sometimes not.</summary>
internal static class RandomObservations
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static Observation Full(Random random) => new(
        random.Pick("todo-frontend", "web"), Time(random), Maybe(random, "embedded"), Deployment(random),
        Metrics(random), List(random, () => Container(random)), List(random, () => Pod(random)),
        List(random, () => Revision(random)),
        random.Next(2) == 0 ? null : new DisruptionBudget(random.Next(3)),
        random.Next(2) == 0 ? null : new ApprovedValues(Maybe(random, "1.0.0"), new Dictionary<string, string>
        {
            ["app.cpu.request"] = "50m",
            ["max_replicas"] = "5",
        }),
        History(random));

    private static DeploymentState Deployment(Random random) => new(
        Maybe(random, "default"), Maybe(random, "todo-frontend"), Maybe(random, "uid"), Maybe(random, "17"),
        random.Pick<long?>(null, 7), random.Pick<long?>(null, 7), random.Next(20), random.Next(20),
        random.Pick<int?>(null, 2), random.Pick<int?>(null, 2), random.Pick<int?>(null, 2), random.Next(3),
        Flag(random), Flag(random), Flag(random), Maybe(random, "HorizontalPodAutoscaler/web"), Maybe(random, "argocd"),
        Maybe(random, "3"),
        random.Next(2) == 0 ? null : new StrategyReading(
            random.Pick("RollingUpdate", "Recreate"), random.Pick(null, "1", "25%"), random.Pick(null, "0", "10%"),
            random.Next(20), random.Pick<int?>(null, 5)),
        random.Next(2) == 0 ? null : new ProbeReadings(Probe(random), Probe(random)),
        new Dictionary<string, FieldOwner>
        {
            ["spec.replicas"] = random.Pick(
                FieldOwner.Unknown, new FieldOwner("kubectl", "Update", Maybe(random, "scale"), Time(random))),
        })
    {
        TemplateDigest = Maybe(random, "sha256:aa"),
    };

    private static ProbeReading? Probe(Random random) => random.Next(3) == 0
        ? null
        : new ProbeReading(random.Next(90), random.Next(1, 90), random.Next(1, 9), random.Next(1, 9));

    private static MetricReadings Metrics(Random random) => new(
        Metric(random), Metric(random), Metric(random), Metric(random), Metric(random), Metric(random),
        Metric(random) is MetricReading.Sample sample ? sample with { Requests = random.Next(9999) } : null,
        Metric(random));

    private static MetricReading? Metric(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => new MetricReading.Failed("no answer within 5s"),
        2 => new MetricReading.Sample(null, Time(random)),
        _ => new MetricReading.Sample(random.Decimal(0, 500), random.Pick<DateTimeOffset?>(null, Time(random))),
    };

    private static ContainerReading Container(Random random) => new(
        random.Pick("app", "sidecar"),
        new CpuReading(Cpu(random), Cpu(random), Cpu(random), Cpu(random), random.Pick<int?>(null, 400)),
        new MemoryUsageReading(
            Bytes(random), Bytes(random), Bytes(random), Bytes(random), random.Pick<int?>(null, 400)))
    {
        Image = Maybe(random, "todo:1"),
        EphemeralStorageRequest = Bytes(random),
        EphemeralStorageLimit = Bytes(random),
    };

    private static CpuQuantity? Cpu(Random random) => random.Next(3) == 0 ? null : new CpuQuantity(random.Next(5000));

    private static ByteQuantity? Bytes(Random random) =>
        random.Next(3) == 0 ? null : new ByteQuantity((long)random.Next(5000) << random.Next(31));

    private static PodReading Pod(Random random) => new(
        $"pod-{random.Next(99)}", random.Pick("Running", "Pending", "Failed"), Flag(random), random.Next(5),
        Maybe(random, "CrashLoopBackOff"),
        random.Next(2) == 0 ? null : new ContainerTermination(
            "OOMKilled", random.Pick<int?>(null, 137), random.Pick<DateTimeOffset?>(null, Time(random))),
        random.Pick<DateTimeOffset?>(null, Time(random)), Maybe(random, "3"));

    private static RevisionReading Revision(Random random) => new(
        $"{random.Next(9)}", random.Pick<DateTimeOffset?>(null, Time(random)), random.Pick<bool?>(null, true, false),
        Maybe(random, "todo:1"));

    private static ServiceHistory History(Random random) => new()
    {
        LastActionCompletedAt = random.Pick<DateTimeOffset?>(null, Time(random)),
        OperationInFlight = Flag(random),
        ConsecutiveFailures = random.Next(4),
        BreakerOpen = Flag(random),
        GlobalBreakerOpen = Flag(random),
        Frozen = Flag(random),
        Freeze = Flag(random) ? null : new WorkspaceFreeze(
            Time(random), random.Pick<DateTimeOffset?>(null, Time(random)), "person:local", "the bank is closed"),
        CpuWindowPercent = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Decimal(0, 100))],
        CpuWindowComplete = Flag(random),
        RestartAttempts = List(random, () => new RestartAttempt($"{random.Next(9)}", Time(random))),
        Operations = List(random, () => new PastOperation("todo-backend", Time(random))),
        ServicesInChange = List(random, () => "todo-backend"),
        ServicesInRecovery = List(random, () => "todo-backend"),
        OwnValues = new Dictionary<string, string> { ["app.cpu.request"] = "46m" },
        SamplesAfter = random.Pick<DateTimeOffset?>(null, Time(random)),
    };

    private static DateTimeOffset Time(Random random) => Start + TimeSpan.FromMilliseconds(random.Next(99999));

    private static bool Flag(Random random) => random.Next(2) == 0;

    private static string? Maybe(Random random, string text) => random.Next(2) == 0 ? null : text;

    private static List<T> List<T>(Random random, Func<T> item) =>
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => item())];
}
