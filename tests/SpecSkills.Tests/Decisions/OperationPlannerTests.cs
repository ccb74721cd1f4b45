using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using Xunit;
using static SpecSkills.Tests.Decisions.TestObservations;

namespace SpecSkills.Tests.Decisions;

public sealed class OperationPlannerTests
{
    private static readonly Observation Seen = Calm.With(d => d with
    {
        Strategy = new StrategyReading("RollingUpdate", "1", "0", 10, 5),
        Probes = new ProbeReadings(new ProbeReading(10, 10, 5, 3), null),
    });

    public static TheoryData<OperationParameters> Valid =>
    [
        new OperationParameters.Scale(8),
        new OperationParameters.AdjustResources("", new CpuQuantity(60), null, null, null),
        new OperationParameters.RestartPods(["b", "a", "b"]),
        new OperationParameters.Rollback("2"),
        new OperationParameters.UpdateStrategy(null, "25%", null, null, null),
        new OperationParameters.UpdateHealthChecks("", new ProbeTiming(5, 5, 1, 3), null),
        new OperationParameters.SetImage("", "registry.example/todo/frontend:2.0@sha256:abc"),
        new OperationParameters.Other(OperationKind.DeleteDeployment, ""),
        new OperationParameters.Other(OperationKind.ModifySecret, "api-key"),
    ];

    public static TheoryData<OperationParameters> Invalid =>
    [
        new OperationParameters.Scale(-1),
        new OperationParameters.Scale(int.MaxValue),
        new OperationParameters.AdjustResources("app", null, null, null, null),
        new OperationParameters.AdjustResources("app", new CpuQuantity(0), null, null, null),
        new OperationParameters.AdjustResources("app", new CpuQuantity(201), null, null, null),
        new OperationParameters.AdjustResources("sidecar", new CpuQuantity(60), null, null, null),
        new OperationParameters.AdjustResources("--all", new CpuQuantity(60), null, null, null),
        new OperationParameters.RestartPods([]),
        new OperationParameters.RestartPods(["of-another-service"]),
        new OperationParameters.RestartPods(["a; rm -rf /"]),
        new OperationParameters.Rollback("9"),
        new OperationParameters.Rollback("3"),
        new OperationParameters.Rollback("--to=1"),
        new OperationParameters.UpdateStrategy(null, null, null, null, null),
        new OperationParameters.UpdateStrategy("BigBang", null, null, null, null),
        new OperationParameters.UpdateStrategy(null, "-1", null, null, null),
        new OperationParameters.UpdateStrategy(null, null, null, -5, null),
        new OperationParameters.UpdateHealthChecks("app", null, null),
        new OperationParameters.UpdateHealthChecks("app", new ProbeTiming(0, 0, 1, 1), null),
        new OperationParameters.SetImage("app", "-f/etc/passwd"),
        new OperationParameters.SetImage("app", "todo:2 --privileged"),
        new OperationParameters.SetImage("app", ""),
        new OperationParameters.Other(OperationKind.DeleteService, "*"),
        new OperationParameters.Other(OperationKind.ModifySecret, "../etc"),
    ];

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_wish_becomes_an_operation_bound_to_what_was_seen(OperationParameters wish)
    {
        var planned = Assert.IsType<PlanResult.Planned>(
            OperationPlanner.Plan(wish, Seen, TestBlueprints.Frontend, OperationOrigin.Request));

        var operation = planned.Operation;
        Assert.Equal(wish.Kind, operation.Kind);
        Assert.Equal(OperationOrigin.Request, operation.Origin);
        Assert.Equal(new OperationTarget("embedded", "default", "todo-frontend", "uid-1"), operation.Target);
        Assert.Equal(TestBlueprints.Frontend.Reference, operation.Blueprint);
        Assert.NotEqual(operation.Before, operation.After);
        Assert.Equal(ObservedFields.Of(operation.Parameters, Seen), operation.Before);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_wish_that_cannot_be_is_refused_with_what_to_do(OperationParameters wish)
    {
        var refused = Assert.IsType<PlanResult.Refused>(
            OperationPlanner.Plan(wish, Seen, TestBlueprints.Frontend, OperationOrigin.Request));

        Assert.All(refused.Diagnostics, finding =>
        {
            Assert.StartsWith("parameters.", finding.Path, StringComparison.Ordinal);
            Assert.NotEmpty(finding.Help);
        });
    }

    [Fact]
    public void Every_kind_of_operation_has_a_wish_here() => Assert.Equal(
        Enum.GetValues<OperationKind>().Order(),
        Valid.Concat(Invalid).Select(row => row.Data.Kind)
            .Append(OperationKind.DeletePersistentVolume).Append(OperationKind.ChangeNetworkPolicy).Distinct().Order());

    [Fact]
    public void Only_the_touched_fields_are_in_before_and_after()
    {
        var planned = (PlanResult.Planned)OperationPlanner.Plan(
            new OperationParameters.AdjustResources("", new CpuQuantity(60), null, null, null), Seen,
            TestBlueprints.Frontend, OperationOrigin.Request);

        Assert.Equal(FieldValues.Of("app.cpu.request", "50m"), planned.Operation.Before);
        Assert.Equal(FieldValues.Of("app.cpu.request", "60m"), planned.Operation.After);
    }

    [Fact]
    public void Another_services_observation_is_refused() => Assert.IsType<PlanResult.Refused>(OperationPlanner.Plan(
        new OperationParameters.Scale(3), Seen with { Service = "todo-backend" }, TestBlueprints.Frontend,
        OperationOrigin.Request));

    [Fact]
    public void The_same_wish_has_the_same_id_and_another_object_another()
    {
        Assert.Equal(Id(Seen), Id(Seen));
        Assert.NotEqual(Id(Seen), Id(Seen.With(d => d with { Uid = "uid-2" })));
        Assert.NotEqual(Id(Seen), Id(Seen.With(d => d with { Replicas = 4 })));
        Assert.Equal(Id(Seen), Id(Seen.With(d => d with { Generation = 99, ResourceVersion = "999" })));

        static string Id(Observation observation)
        {
            var plan = OperationPlanner.Plan(
                new OperationParameters.Scale(8), observation, TestBlueprints.Frontend, OperationOrigin.Request);
            return ((PlanResult.Planned)plan).Operation.Id;
        }
    }
}
