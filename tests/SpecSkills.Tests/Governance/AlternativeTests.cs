using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>The nearest count, found again by asking for every count in turn.</summary>
public sealed class AlternativeTests(ITestOutputHelper output)
{
    private const int Cases = 1500;

    /// <summary>Farther than this from what was asked, nothing is near.</summary>
    private const int Looked = 64;

    [Fact]
    public void The_count_offered_is_the_first_that_is_allowed_on_the_way()
    {
        var seed = TestSeed.Next();
        output.WriteLine(TestSeed.Replay(seed));
        var (offered, farther, none) = (0, 0, 0);
        for (var i = 0; i < Cases; i++)
        {
            var random = new Random(seed + i);
            var world = Large(VerdictDifferentialTests.World(random), random);
            var request = InForce(world, world.Request(Wanted(random)), random);
            var verdict = PolicyDecisionPoint.Evaluate(request);
            if (verdict.Status == VerdictStatus.Allowed || !IsLookedFor(verdict)) continue;

            var way = Way(world, request.Operation.Parameters).Take(Looked).ToArray();
            var expected = way.Cast<int?>().FirstOrDefault(count => IsAllowed(world, request, count!.Value));

            var found = (verdict.Alternative?.Parameters as OperationParameters.Scale)?.Replicas;
            Assert.True(expected == found,
                $"{TestSeed.Replay(seed + i)} {request.Operation.Parameters} in {world}\nwalked to {expected}, "
                + $"found {found}\n{verdict}");
            if (found is null) none++;
            else if (found == way[0]) offered++;
            else farther++;
        }

        Assert.True(offered > 20 && farther > 20 && none > 20, $"{offered} first, {farther} farther, {none} none");
    }

    private static VerdictWorld Large(VerdictWorld world, Random random) => world with
    {
        Allowed = ["scale_within_limits"],
        Forbidden = random.Next(2) == 0 ? ["scale_beyond_limits", "delete_deployment"] : [],
        Max = random.Next(4, 200),
        Replicas = random.Next(0, 200),
        Budget = random.Next(2) == 0 ? null : random.Next(100, 4000),
        LimitReplicas = random.Next(3) == 0 ? random.Next(5, 150) : null,
        LastActionSecondsAgo = random.Next(8) == 0 ? 30 : null,
    };

    private static OperationParameters Wanted(Random random) => random.Next(3) == 0
        ? new OperationParameters.Other(OperationKind.DeleteDeployment, "todo-frontend")
        : new OperationParameters.Scale(random.Next(0, 260));

    /// <summary>Some blueprints are in force with narrower bounds than a person accepted.</summary>
    private static VerdictRequest InForce(VerdictWorld world, VerdictRequest request, Random random) =>
        random.Next(3) > 0 ? request : request with
        {
            Blueprint = request.Blueprint with
            {
                Accepted = (world with { Min = 1, Max = world.Max + random.Next(20) }).Blueprint(),
            },
        };

    /// <summary>Where waiting or a person must end the block first, nothing is offered.</summary>
    private static bool IsLookedFor(Verdict verdict) =>
        verdict.Status == VerdictStatus.RequiresApproval || verdict.Rule == "limits.max_replicas"
        || verdict.Rule.Contains("agent_authority", StringComparison.Ordinal);

    private static IEnumerable<int> Way(VerdictWorld world, OperationParameters asked)
    {
        if (asked is not OperationParameters.Scale scale)
        {
            for (var count = world.Min; count <= Math.Max(world.Replicas, world.Min); count++) yield return count;
            yield break;
        }

        var highest = Math.Max(world.Min, Math.Min(world.Max, world.LimitReplicas ?? world.Max));
        var nearest = scale.Replicas < world.Min ? world.Min : scale.Replicas > highest ? highest : scale.Replicas;
        for (var count = nearest; count != world.Replicas; count += count < world.Replicas ? 1 : -1)
            yield return count;
    }

    private static bool IsAllowed(VerdictWorld world, VerdictRequest request, int count)
    {
        var asked = world.Request(new OperationParameters.Scale(count)) with { Blueprint = request.Blueprint };
        return PolicyDecisionPoint.Evaluate(asked).Status == VerdictStatus.Allowed;
    }
}
