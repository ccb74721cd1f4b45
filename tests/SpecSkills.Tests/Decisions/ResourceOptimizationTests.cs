using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using Xunit;
using static SpecSkills.Tests.Decisions.TestObservations;

namespace SpecSkills.Tests.Decisions;

public sealed class ResourceOptimizationTests
{
    private const long Mebi = 1 << 20;

    [Fact]
    public void Thirty_millicores_of_a_hundred_at_seventy_percent_become_fifty()
    {
        var decision = Cpu(request: 100, limit: 400, usage: 30).Decide(Blueprint(cpuRequest: 100, cpuLimit: 400));

        Assert.Equal((DecisionType.AdjustResources, "cpu_over_provisioned"), (decision.Type, decision.Reason));
        var operation = Assert.Single(decision.Operations);
        Assert.Equal(OperationOrigin.Optimisation, operation.Origin);
        Assert.Equal(Values(("app.cpu.limit", "200m"), ("app.cpu.request", "50m")), operation.After);
        Assert.Equal(Values(("app.cpu.limit", "400m"), ("app.cpu.request", "100m")), operation.Before);
        Assert.False(decision.ProposalOnly);
    }

    [Theory]
    [InlineData(400, 20, 200)] // a quarter would do; halved at most
    [InlineData(50, 300, 100)] // doubled at most
    [InlineData(1000, 500, 750)] // 714 in steps of 50
    [InlineData(3000, 1500, 2200)] // 2142 in steps of 100
    [InlineData(12, 1, 10)] // the floor
    public void Steps_and_bounds_of_a_cpu_request_hold(int request, int usage, int expected)
    {
        var decision = Cpu(request, request * 4, usage).Decide(Blueprint(request, request * 4));

        Assert.Equal(new CpuQuantity(expected).ToString(), decision.Operations[0].After["app.cpu.request"]);
    }

    [Theory]
    [InlineData(59, "cpu_over_provisioned")]
    [InlineData(60, "within_band")] // ten points from the target are not more than ten
    [InlineData(80, "within_band")]
    [InlineData(81, "cpu_under_provisioned")]
    public void Nothing_is_proposed_inside_the_threshold(int usage, string reason) =>
        Assert.Equal(reason, Cpu(100, 400, usage).Decide(Blueprint(100, 400)).Reason);

    [Theory]
    [InlineData(128, 40, 64)] // 57.5 -> 64, which is also the floor and the half
    [InlineData(128, 200, 256)] // 287.5 is more than double
    [InlineData(1024, 480, 704)] // 690 in steps of 64
    [InlineData(8192, 3500, 5120)] // 5031.25 in steps of 256
    public void Memory_has_its_own_steps_and_safety(int request, int usage, int expected)
    {
        var blueprint = TestBlueprints.Frontend with
        {
            Resources = TestBlueprints.Frontend.Resources with
            {
                Memory = new MemoryPolicy(Bytes(request), Bytes(request * 4), new Percentage(80), new Percentage(10)),
            },
        };
        var decision = Memory(request, request * 4, usage).Decide(blueprint);

        Assert.Equal(Bytes(expected).ToString(), decision.Operations[0].After["app.memory.request"]);
    }

    [Fact]
    public void A_memory_limit_never_comes_under_the_peak_and_guaranteed_stays_guaranteed()
    {
        var blueprint = TestBlueprints.Frontend with
        {
            Resources = TestBlueprints.Frontend.Resources with
            {
                Memory = new MemoryPolicy(Bytes(512), Bytes(512), new Percentage(95), new Percentage(5)),
            },
        };
        var after = Memory(512, 512, 300).Decide(blueprint).Operations[0].After;

        Assert.Equal(after["app.memory.request"], after["app.memory.limit"]);
        Assert.Equal("375Mi", after["app.memory.limit"]);
    }

    [Theory]
    [InlineData(OptimizationPriority.Cost, "133m")]
    [InlineData(OptimizationPriority.Balanced, "134m")]
    [InlineData(OptimizationPriority.Performance, "134m")]
    public void The_priority_decides_between_equal_roundings_and_is_named(OptimizationPriority priority, string limit)
    {
        var blueprint = Blueprint(60, 200) with { Cost = new CostPolicy(null, null, priority) };
        var decision = Cpu(60, 200, 28).Decide(blueprint);

        Assert.Equal("40m", decision.Operations[0].After["app.cpu.request"]);
        Assert.Equal(limit, decision.Operations[0].After["app.cpu.limit"]);
        Assert.Equal(priority == OptimizationPriority.Cost,
            decision.Rationale.Contains("optimization_priority", StringComparison.Ordinal));
    }

    [Fact]
    public void Too_few_samples_give_no_number()
    {
        var few = Calm with
        {
            Containers = [Calm.Containers[0] with
            {
                Cpu = Calm.Containers[0].Cpu with { UsageP95 = new CpuQuantity(1), Samples = 99 },
                Memory = Calm.Containers[0].Memory with { Samples = null },
            }],
        };
        AssertNotEnough(few.Decide());
    }

    [Fact]
    public void A_kill_for_memory_or_a_new_count_within_the_hour_gives_no_number()
    {
        var recently = Now - TimeSpan.FromMinutes(59);
        var killed = Pod("a") with { LastTermination = new ContainerTermination("OOMKilled", 137, recently) };
        var over = Cpu(100, 400, 30);
        var blueprint = Blueprint(100, 400);

        AssertNotEnough((over with { Pods = [killed] }).Decide(blueprint));
        AssertNotEnough((over with
        {
            History = new ServiceHistory { LastActionCompletedAt = Now - TimeSpan.FromMinutes(59) },
        }).Decide(blueprint));
        AssertNotEnough(over.With(d => d with
        {
            FieldOwners = new Dictionary<string, FieldOwner>
            {
                ["spec.replicas"] = new("kubectl", "Update", "scale", Now - TimeSpan.FromMinutes(59)),
            },
        }).Decide(blueprint));
        Assert.Equal(DecisionType.AdjustResources, (over with
        {
            History = new ServiceHistory { LastActionCompletedAt = Now - TimeSpan.FromMinutes(60) },
        }).Decide(blueprint).Type);
    }

    [Fact]
    public void Nothing_is_resized_under_an_autoscaler_or_a_rollout_and_only_proposed_under_GitOps()
    {
        var over = Cpu(100, 400, 30);
        var blueprint = Blueprint(100, 400);

        Assert.Equal("external_owner",
            over.With(d => d with { ManagedByAutoscaler = "HorizontalPodAutoscaler/web" }).Decide(blueprint).Reason);
        Assert.Empty(over.With(d => d with { RolloutInProgress = true }).Decide(blueprint).Operations);
        Assert.True(over.With(d => d with { ManagedByGitOps = "argocd" }).Decide(blueprint).ProposalOnly);
    }

    [Fact]
    public void Scaling_comes_before_optimising()
    {
        var decision = (Cpu(100, 400, 30) with { Metrics = Metrics(90, 50, 100) }).Decide(Blueprint(100, 400));

        Assert.Equal(DecisionType.ScaleUp, decision.Type);
    }

    private static void AssertNotEnough(Decision decision)
    {
        Assert.Empty(decision.Operations);
        var rule = decision.Considered.Single(rule => rule.Rule == "resource_optimization");
        Assert.StartsWith("not_enough_data", rule.Why, StringComparison.Ordinal);
    }

    private static Observation Cpu(int request, int limit, int usage) => Calm with
    {
        Containers = [Calm.Containers[0] with
        {
            Cpu = new CpuReading(new CpuQuantity(request), new CpuQuantity(limit), null, new CpuQuantity(usage), 100),
        }],
    };

    private static Observation Memory(int request, int limit, int usage) => Calm with
    {
        Containers = [Calm.Containers[0] with
        {
            Memory = new MemoryUsageReading(Bytes(request), Bytes(limit), null, Bytes(usage), 100),
        }],
    };

    private static Blueprint Blueprint(int cpuRequest, int cpuLimit) => TestBlueprints.Frontend with
    {
        Resources = TestBlueprints.Frontend.Resources with
        {
            Cpu = new CpuPolicy(
                new CpuQuantity(cpuRequest), new CpuQuantity(cpuLimit), new Percentage(70), new Percentage(10)),
        },
    };

    private static ByteQuantity Bytes(long mebibytes) => new(mebibytes * Mebi);

    private static FieldValues Values(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
}
