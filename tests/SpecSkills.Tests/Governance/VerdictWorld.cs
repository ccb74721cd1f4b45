using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Tests.Governance;

/// <summary>
/// A service, its blueprint, the policy and what was seen, in the few numbers that verdicts depend on. The defaults are
/// the specification's complete example on a calm day; a case of the table overrides some.
/// </summary>
public sealed record VerdictWorld
{
    public static readonly DateTimeOffset Epoch = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static readonly VerdictWorld Default = new();

    public bool Governance { get; init; } = true;
    public string[] Allowed { get; init; } =
        ["scale_within_limits", "restart_failed_pods", "adjust_resources_within_10_percent"];
    public string[] RequiresApproval { get; init; } =
        ["scale_beyond_limits", "change_resource_limits_beyond_10_percent", "modify_deployment_strategy",
            "change_health_checks"];
    public string[] Forbidden { get; init; } =
        ["delete_deployment", "delete_service", "modify_secrets", "change_network_policies"];
    public string[] PolicyAllowed { get; init; } = ["scale_within_limits"];
    public string[] PolicyRequiresApproval { get; init; } = ["delete_resources", "exceed_budget"];
    public string[] PolicyForbidden { get; init; } = ["delete_persistent_volumes"];
    public int? OperationsPerHour { get; init; } = 30;
    public int? ServicesAtOnce { get; init; } = 2;
    public int? LimitReplicas { get; init; } = 20;
    public string? LimitCpu { get; init; } = "2";
    public string? LimitMemory { get; init; } = "4Gi";
    public FreezeWindow[] Freezes { get; init; } = [];
    public FreezeWindow[] PolicyFreezes { get; init; } = [];
    public int Min { get; init; } = 2;
    public int Max { get; init; } = 5;
    public int CooldownSeconds { get; init; } = 60;
    public bool RollbackOnFailure { get; init; } = true;
    public decimal? Budget { get; init; } = 100;
    public decimal? CostPerReplica { get; init; } = 20;
    public string CostCurrency { get; init; } = "USD";

    public bool Observed { get; init; } = true;
    public int ObservedSecondsAgo { get; init; }
    public string ObservedService { get; init; } = "todo-frontend";
    public int Replicas { get; init; } = 2;
    public int? Ready { get; init; }
    public decimal? Cpu { get; init; } = 50;
    public int CpuSecondsAgo { get; init; }
    public bool CpuFailed { get; init; }
    public string CpuRequest { get; init; } = "100m";
    public string MemoryRequest { get; init; } = "128Mi";
    public string? Uid { get; init; } = "uid-1";
    public bool Paused { get; init; }
    public string? Autoscaler { get; init; }
    public Dictionary<string, string>? Approved { get; init; }
    public bool Breaker { get; init; }
    public bool GlobalBreaker { get; init; }
    public bool Frozen { get; init; }
    public bool InFlight { get; init; }
    public int? LastActionSecondsAgo { get; init; }
    public int OperationsLastHour { get; init; }
    public string[] ServicesInChange { get; init; } = [];

    public DateTimeOffset Now { get; init; } = Epoch;

    public Blueprint Blueprint()
    {
        var container = new ResourcePolicy(
            new CpuPolicy(new CpuQuantity(100), new CpuQuantity(200), null, new Percentage(10)),
            new MemoryPolicy(Bytes("128Mi"), Bytes("512Mi"), null, new Percentage(10)), null);
        var scaling = new ScalingPolicy(
            Min, Max, null, new Percentage(80), new Percentage(30), 1, 1, TimeSpan.FromSeconds(CooldownSeconds),
            TimeSpan.Zero, [new MetricWeight(ScalingMetric.Cpu, 1)]);
        var reliability = new ReliabilityPolicy(
            3, RestartBackoff.Exponential, RollbackOnFailure, 3, TimeSpan.FromSeconds(30), null, null,
            TimeSpan.FromSeconds(60), false);
        return new Blueprint(
            new BlueprintMetadata("todo-frontend", new SemanticVersion(1, 0, 0), null, null, null,
                new Dictionary<string, string>()),
            new TargetReference("default", "todo-frontend", null, null), container,
            new PerformanceTargets(null, null, null, null, null, null, null), scaling, reliability, null,
            Governance ? new GovernanceSection(new AgentAuthority(Allowed, RequiresApproval, Forbidden), null, null,
                Freezes) : null,
            new CostPolicy(
                Budget is { } budget ? new Money(budget, "USD") : null,
                CostPerReplica is { } cost ? new Money(cost, CostCurrency) : null, OptimizationPriority.Balanced),
            new ObservabilityPolicy(null, new Dictionary<string, string>()), "sha256:blueprint");
    }

    public GovernancePolicy Policy() => Policies.With(
        new AgentAuthority(PolicyAllowed, PolicyRequiresApproval, PolicyForbidden),
        new PolicyLimits(
            OperationsPerHour ?? int.MaxValue, ServicesAtOnce ?? int.MaxValue, 3, LimitReplicas,
            LimitCpu is null ? null : Cpus(LimitCpu), LimitMemory is null ? null : Bytes(LimitMemory)), PolicyFreezes);

    public Observation? Observation() => !Observed ? null : new Observation(
        ObservedService, Now.AddSeconds(-ObservedSecondsAgo), "embedded", Deployment(),
        new MetricReadings(Cpu: CpuFailed ? new MetricReading.Failed("no answer")
            : Cpu is { } cpu ? new MetricReading.Sample(cpu, Now.AddSeconds(-CpuSecondsAgo)) : null),
        [new ContainerReading(
            "app", new CpuReading(Cpus(CpuRequest), new CpuQuantity(200), null, null, null),
            new MemoryUsageReading(Bytes(MemoryRequest), Bytes("512Mi"), null, null, null))],
        [Pod("web-ok", true, 0), Pod("web-restarted", true, 2), Pod("web-down", false, 0)],
        [new RevisionReading("3", Now, null, "app:3"), new RevisionReading("2", Now.AddDays(-1), true, "app:2")],
        null, Approved is null ? null : new ApprovedValues("1.0.0", Approved), History());

    private DeploymentState Deployment() => new(
        "default", "todo-frontend", Uid, "77", 7, 7, Replicas, Ready ?? Replicas, Replicas, Replicas, Replicas, 0,
        Paused,
        false, false, Autoscaler, null, "3", new StrategyReading("RollingUpdate", "1", "0", 0, 10),
        new ProbeReadings(new ProbeReading(5, 10, 1, 3), null), new Dictionary<string, FieldOwner>());

    private ServiceHistory History() => new()
    {
        BreakerOpen = Breaker,
        GlobalBreakerOpen = GlobalBreaker,
        ConsecutiveFailures = Breaker ? 3 : 0,
        Frozen = Frozen,
        OperationInFlight = InFlight,
        LastActionCompletedAt = LastActionSecondsAgo is { } ago ? Now.AddSeconds(-ago) : null,
        Operations = [.. Enumerable.Range(1, OperationsLastHour).Select(i =>
            new PastOperation("todo-backend", Now.AddMinutes(-i)))],
        ServicesInChange = ServicesInChange,
    };

    private static PodReading Pod(string name, bool ready, int restarts) =>
        new(name, "Running", ready, restarts, null, null, null);

    private static CpuQuantity Cpus(string text) => CpuQuantity.TryParse(text, out var value) ? value
        : throw new FormatException(text);

    private static ByteQuantity Bytes(string text) => ByteQuantity.TryParse(text, out var value) ? value
        : throw new FormatException(text);

    /// <summary>The request, planned from what this world shows.</summary>
    public VerdictRequest Request(OperationParameters parameters, OperationOrigin origin = OperationOrigin.Request)
    {
        var seen = (this with { Observed = true }).Observation()!;
        var operation = new Operation(
            "todo-frontend", origin, parameters, new OperationTarget("embedded", "default", "todo-frontend", "uid-1"),
            ObservedFields.Of(parameters, seen), ObservedFields.After(parameters), Blueprint().Reference);
        return new VerdictRequest(operation, Blueprint(), Policy(), Observation(), Now);
    }
}
