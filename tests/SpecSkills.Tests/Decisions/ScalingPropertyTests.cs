using SpecSkills.Application.Documents;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Decisions.Scaling;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using Xunit;
using static SpecSkills.Tests.Decisions.TestObservations;

namespace SpecSkills.Tests.Decisions;

public sealed class ScalingPropertyTests
{
    [Fact]
    public void A_constant_load_changes_the_direction_at_most_once() => SeededCases.Run(2000, random =>
    {
        var blueprint = RandomBlueprint(random);
        decimal cpu = random.Decimal(0, 2000), memory = random.Decimal(0, 2000), latency = random.Decimal(0, 4000);
        var replicas = random.Next(1, 25);
        var directions = new List<DecisionType>();
        for (var step = 0; step < 100; step++)
        {
            var observation = Calm with
            {
                Deployment = Deployment(replicas),
                Metrics = Metrics(cpu / replicas, memory / replicas, latency / replicas),
            };
            var decision = observation.Decide(blueprint);
            if (decision.Type is not (DecisionType.ScaleUp or DecisionType.ScaleDown)) break;
            if (directions.Count == 0 || directions[^1] != decision.Type) directions.Add(decision.Type);
            replicas = Replicas(decision);
        }

        Assert.True(directions.Count <= 2, string.Join(" then ", directions));
    });

    [Fact]
    public void Counts_stay_within_bounds_or_move_towards_them() => SeededCases.Run(5000, random =>
    {
        var blueprint = RandomBlueprint(random);
        var observation = RandomObservation(random);
        var (min, max) = (blueprint.Scaling.MinReplicas, blueprint.Scaling.MaxReplicas);
        var n = observation.Deployment.Replicas;
        var decision = observation.Decide(blueprint);
        var target = Replicas(decision);
        if (decision.Operations.Count == 0) Assert.Equal(n, target);
        else if (n < min) Assert.Equal(min, target);
        else if (n > max) Assert.InRange(target, max, n - 1);
        else Assert.InRange(target, min, max);
    });

    [Fact]
    public void Every_removed_pod_was_safe_to_remove() => SeededCases.Run(5000, random =>
    {
        var blueprint = RandomBlueprint(random);
        var observation = RandomObservation(random);
        var decision = observation.Decide(blueprint);
        if (decision.Type != DecisionType.ScaleDown) return;
        Assert.True(SafeCount.IsSafe(blueprint, observation, Now, Replicas(decision)));
        Assert.True(Replicas(decision) >= 1);
    });

    [Fact]
    public void More_cpu_never_means_fewer_replicas() => SeededCases.Run(5000, random =>
    {
        var blueprint = RandomBlueprint(random);
        var observation = RandomObservation(random);
        var (low, high) = (random.Decimal(0, 150), random.Decimal(0, 150));
        if (low > high) (low, high) = (high, low);
        Assert.True(Replicas(At(low).Decide(blueprint)) <= Replicas(At(high).Decide(blueprint)));

        Observation At(decimal cpu) => observation with { Metrics = observation.Metrics with { Cpu = Sample(cpu) } };
    });

    [Fact]
    public void The_same_input_gives_the_same_document() => SeededCases.Run(500, random =>
    {
        var blueprint = RandomBlueprint(random);
        var observation = RandomObservation(random);
        Assert.Equal(Text(), Text());

        string Text() => DecisionWriter.Write(observation.Decide(blueprint), Now).ToJsonString();
    });

    [Fact]
    public void A_change_has_one_operation_that_changes_something_and_anything_else_has_none() =>
        SeededCases.Run(2000, random =>
        {
            var decision = RandomObservation(random).Decide(RandomBlueprint(random));
            Assert.Equal(5, decision.Considered.Count);
            if (decision.Type is DecisionType.Hold or DecisionType.Reject)
                Assert.Empty(decision.Operations);
            else
                Assert.NotEqual(Assert.Single(decision.Operations).Before, decision.Operations[0].After);
        });

    [Fact]
    public void Numbers_without_measure_are_survived() => SeededCases.Run(2000, random =>
    {
        var observation = Calm with
        {
            Deployment = Deployment(random.Pick(1, int.MaxValue, 7), random.Pick(0, 1, int.MaxValue)) with
            {
                WarmingPods = random.Pick(0, int.MaxValue),
            },
            Metrics = new MetricReadings(Cpu: Wild(), Memory: Wild(), LatencyP95: Wild()),
        };
        var blueprint = TestBlueprints.Scaling(scaling => scaling with
        {
            MaxReplicas = random.Pick(5, int.MaxValue),
            ScaleUpIncrement = random.Pick(1, int.MaxValue),
            ScaleDownIncrement = random.Pick(1, int.MaxValue),
        });
        Assert.NotNull(observation.Decide(blueprint));

        MetricReading? Wild() => random.Pick<MetricReading?>(
            null, Sample(decimal.MaxValue), Sample(decimal.MinValue), Sample(0), new MetricReading.Failed("x"),
            new MetricReading.Sample(1, DateTimeOffset.MinValue), new MetricReading.Sample(1, DateTimeOffset.MaxValue));
    });

    private static int Replicas(Decision decision) =>
        decision.Operations.Count == 1 && decision.Operations[0].Parameters is OperationParameters.Scale scale
            ? scale.Replicas
            : decision.TargetState.Single(value => value.Key == "replicas").Count!.Value;

    /// <summary>Without a target utilization, so that scaling alone decides.</summary>
    private static Blueprint RandomBlueprint(Random random)
    {
        var min = random.Next(0, 5);
        var lower = random.Next(5, 70);
        return TestBlueprints.Frontend with
        {
            Resources = TestBlueprints.Frontend.Resources with
            {
                Cpu = TestBlueprints.Frontend.Resources.Cpu with { TargetUtilization = null },
                Memory = TestBlueprints.Frontend.Resources.Memory with { TargetUtilization = null },
            },
            Scaling = TestBlueprints.Frontend.Scaling with
            {
                MinReplicas = min,
                MaxReplicas = min + random.Next(1, 15),
                ScaleDownThreshold = new Percentage(lower),
                ScaleUpThreshold = new Percentage(lower + random.Next(1, 60)),
                ScaleUpIncrement = random.Next(1, 5),
                ScaleDownIncrement = random.Next(1, 5),
                Metrics =
                [
                    new MetricWeight(ScalingMetric.Cpu, random.Decimal(1, 9)),
                    new MetricWeight(ScalingMetric.Memory, random.Decimal(0, 9)),
                    new MetricWeight(ScalingMetric.Latency, random.Decimal(0, 9)),
                ],
            },
        };
    }

    private static Observation RandomObservation(Random random)
    {
        var replicas = random.Next(0, 25);
        var ready = random.Pick(replicas, random.Next(0, replicas + 1));
        return Calm with
        {
            Deployment = Deployment(replicas, ready) with
            {
                WarmingPods = random.Pick(0, 0, replicas - ready),
                RolloutInProgress = random.Next(6) == 0,
            },
            Metrics = Metrics(random.Decimal(0, 150), random.Decimal(0, 150), random.Decimal(0, 400)),
        };
    }
}
