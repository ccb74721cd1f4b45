using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using Xunit;

namespace SpecSkills.Tests.Governance;

public sealed class VerdictDifferentialTests(ITestOutputHelper output)
{
    private const int Cases = 20_000;

    private static readonly string[] Names =
    [
        "scale_within_limits", "scale_beyond_limits", "scale_against_metrics", "resume_from_zero", "exceed_budget",
        "restart_failed_pods", "restart_healthy_pods", "rollback_on_failure", "rollback_deployment", "delete_service",
        "delete_resources", "modify_secrets", "adjust_resources_within_5_percent", "adjust_resources_within_10_percent",
        "adjust_resources_within_20_percent", "change_resource_limits_beyond_5_percent",
        "change_resource_limits_beyond_10_percent", "change_resource_limits_beyond_20_percent",
    ];

    [Fact]
    public void The_decision_point_agrees_with_a_naive_reading_of_the_rules()
    {
        var seed = TestSeed.Next();
        output.WriteLine(TestSeed.Replay(seed));
        var seen = new Dictionary<string, int>();
        for (var i = 0; i < Cases; i++)
        {
            var random = new Random(seed + i);
            var world = World(random);
            var operation = Operation(random);
            var origin = random.Next(3) switch
            {
                0 => OperationOrigin.Request,
                1 => OperationOrigin.Recovery,
                _ => OperationOrigin.Scaling,
            };

            var verdict = PolicyDecisionPoint.Evaluate(world.Request(operation, origin));

            var expected = NaiveEvaluator.Judge(world, operation, origin);
            Assert.True(expected == (verdict.Status, verdict.Rule),
                $"{TestSeed.Replay(seed + i)} {operation} by {origin} in {world}\nnaive {expected}\nfound {verdict}");
            seen[verdict.Rule] = seen.GetValueOrDefault(verdict.Rule) + 1;
            if (verdict.Alternative is not { } alternative) continue;
            var fedBack = PolicyDecisionPoint.Evaluate(world.Request(alternative.Parameters));
            Assert.True(fedBack.Status == VerdictStatus.Allowed,
                $"{TestSeed.Replay(seed + i)} the alternative {alternative.Parameters} is {fedBack.Explanation}");
            seen["alternative"] = seen.GetValueOrDefault("alternative") + 1;
        }

        // A generator that reaches only half of the rules proves only half of them.
        Assert.True(seen.Count >= 30 && seen["alternative"] >= 50, string.Join(", ", seen));
    }

    private static OperationParameters Operation(Random random) => random.Next(6) switch
    {
        0 or 1 => new OperationParameters.Scale(random.Next(0, 12)),
        2 => new OperationParameters.AdjustResources("app", new CpuQuantity(random.Next(70, 131)), null, null, null),
        3 => new OperationParameters.RestartPods(
            [.. new[] { "web-ok", "web-down", "web-restarted" }.Where(_ =>
                random.Next(2) == 0).DefaultIfEmpty("web-down")]),
        4 => new OperationParameters.Rollback("2"),
        _ => new OperationParameters.Other(
            random.Next(2) == 0 ? OperationKind.DeleteService : OperationKind.ModifySecret, "todo-frontend"),
    };

    internal static VerdictWorld World(Random random)
    {
        // Most worlds are calm, or everything would be blocked by the same few rules.
        bool Rarely() => random.Next(20) == 0;
        string[] List(int most) =>
            [.. Enumerable.Range(0, random.Next(most)).Select(_ => Names[random.Next(Names.Length)]).Distinct()];
        FreezeWindow[] Windows() =>
            random.Next(12) == 0 ? [new FreezeWindow("0 * * * *", TimeSpan.FromHours(1), "UTC", List(3))] : [];
        return VerdictWorld.Default with
        {
            Freezes = Windows(),
            PolicyFreezes = Windows(),
            Governance = random.Next(4) > 0,
            Allowed = List(12),
            RequiresApproval = List(4),
            Forbidden = List(3),
            PolicyAllowed = List(8),
            PolicyRequiresApproval = List(3),
            PolicyForbidden = List(2),
            Min = random.Next(1, 4),
            Max = random.Next(4, 9),
            Replicas = random.Next(0, 12),
            Cpu = random.Next(5, 120),
            CpuRequest = $"{random.Next(75, 126)}m",
            Budget = random.Next(3) == 0 ? null : random.Next(60, 200),
            LimitReplicas = random.Next(2) == 0 ? null : random.Next(5, 12),
            RollbackOnFailure = random.Next(2) == 0,
            Observed = !Rarely(),
            ObservedSecondsAgo = Rarely() ? 91 : random.Next(90),
            Breaker = Rarely(),
            GlobalBreaker = Rarely(),
            Frozen = Rarely(),
            Paused = Rarely(),
            InFlight = Rarely(),
            Autoscaler = Rarely() ? "HorizontalPodAutoscaler/web" : null,
            LastActionSecondsAgo = random.Next(4) == 0 ? random.Next(30, 90) : null,
            OperationsPerHour = 5,
            OperationsLastHour = Rarely() ? 5 : random.Next(5),
            ServicesInChange = Rarely() ? ["todo-backend", "todo-queue"] : ["todo-frontend", "todo-backend"],
        };
    }
}
