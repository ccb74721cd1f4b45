using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>
/// Every effect in every combination of the six lists that can name it, with and without a governance section: what the
/// table of cases shows by example, here without a gap. Precedence is spelled out once more, as the rules have it.
/// </summary>
public sealed class VerdictCombinationTests
{
    private const int Lists = 6;

    /// <summary>An effect with a world in which one operation has it and no other.</summary>
    private static readonly IReadOnlyDictionary<string, (VerdictWorld World, OperationParameters Wanted,
        OperationOrigin Origin)> Effects = new Dictionary<string, (VerdictWorld, OperationParameters, OperationOrigin)>
        {
            [OperationNames.ScaleWithinLimits] = Asked(Calm, new OperationParameters.Scale(3)),
            [OperationNames.ScaleBeyondLimits] = Asked(Calm, new OperationParameters.Scale(6)),
            [OperationNames.RestartFailedPods] = Asked(Calm, new OperationParameters.RestartPods(["web-down"])),
            [OperationNames.RestartHealthyPods] = Asked(Calm, new OperationParameters.RestartPods(["web-ok"])),
            ["adjust_resources_within_10_percent"] = Asked(Calm, Cpu(105)),
            ["change_resource_limits_beyond_10_percent"] = Asked(Calm, Cpu(150)),
            [OperationNames.ModifyDeploymentStrategy] =
                Asked(Calm, new OperationParameters.UpdateStrategy(null, "2", null, null, null)),
            [OperationNames.ChangeHealthChecks] = Asked(
                Calm, new OperationParameters.UpdateHealthChecks("app", new ProbeTiming(5, 20, 1, 3), null)),
            [OperationNames.ChangeImage] = Asked(Calm, new OperationParameters.SetImage("app", "app:4")),
            [OperationNames.RollbackDeployment] = Asked(Calm, new OperationParameters.Rollback("2")),
            [OperationNames.RollbackOnFailure] =
                (Calm, new OperationParameters.Rollback("2"), OperationOrigin.Recovery),
            [OperationNames.DeleteDeployment] = Asked(Calm, Other(OperationKind.DeleteDeployment)),
            [OperationNames.DeleteService] = Asked(Calm, Other(OperationKind.DeleteService)),
            [OperationNames.DeletePersistentVolumes] = Asked(Calm, Other(OperationKind.DeletePersistentVolume)),
            [OperationNames.ModifySecrets] = Asked(Calm, Other(OperationKind.ModifySecret)),
            [OperationNames.ChangeNetworkPolicies] = Asked(Calm, Other(OperationKind.ChangeNetworkPolicy)),
        };

    /// <summary>Effects that come beside scaling within limits, which is allowed here.</summary>
    private static readonly IReadOnlyDictionary<string, (VerdictWorld World, OperationParameters Wanted)> Besides =
        new Dictionary<string, (VerdictWorld, OperationParameters)>
        {
            [OperationNames.ScaleAgainstMetrics] =
                (Calm with { Replicas = 5, Cpu = 75 }, new OperationParameters.Scale(2)),
            [OperationNames.ResumeFromZero] =
                (Calm with { Replicas = 0 }, new OperationParameters.Scale(2)),
            [OperationNames.ExceedBudget] = (Calm with { Budget = 50 }, new OperationParameters.Scale(3)),
        };

    /// <summary>What is nearer than these effects, allowed beside them, so that there is something to offer.</summary>
    private static readonly Dictionary<string, string> Nearer = new Dictionary<string, string>
    {
        [OperationNames.ScaleBeyondLimits] = OperationNames.ScaleWithinLimits,
        ["change_resource_limits_beyond_10_percent"] = "adjust_resources_within_10_percent",
    };

    public static TheoryData<string> Names => [.. Effects.Keys, .. Besides.Keys];

    private static VerdictWorld Calm => VerdictWorld.Default with { Budget = null };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_strictest_list_that_names_an_effect_decides_and_only_the_blueprints_own_allows(string effect)
    {
        var isBeside = Besides.TryGetValue(effect, out var beside);
        var (world, wanted, origin) = isBeside ? Asked(beside.World, beside.Wanted) : Effects[effect];
        var also = isBeside ? OperationNames.ScaleWithinLimits : Nearer.GetValueOrDefault(effect);
        var fedBack = 0;
        foreach (var governance in new[] { true, false })
        {
            for (var lists = 0; lists < 1 << Lists; lists++)
            {
                var asked = With(world, effect, lists, governance, also);
                var verdict = PolicyDecisionPoint.Evaluate(asked.Request(wanted, origin));
                var what = $"{effect} in {Convert.ToString(lists, 2).PadLeft(Lists, '0')}, {governance}: {verdict}";
                Assert.True(verdict.Effects.Contains(effect), what);
                Assert.True(verdict.Effects.Count == (isBeside ? 2 : 1), what);
                Assert.True((verdict.Status, verdict.Rule) == Expected(effect, lists, governance, isBeside), what);
                if (verdict.Status == VerdictStatus.Allowed) Assert.Null(verdict.Alternative);
                if (verdict.Alternative is not { } alternative) continue;
                var answer = PolicyDecisionPoint.Evaluate(asked.Request(alternative.Parameters));
                Assert.True(answer.Status == VerdictStatus.Allowed, $"{what}\nfed back: {answer}");
                fedBack++;
            }
        }

        // One for every combination that does not allow the effect itself.
        if (Nearer.ContainsKey(effect)) Assert.Equal(118, fedBack);
    }

    [Fact]
    public void No_effect_is_left_out_here()
    {
        // The broad name is no operation's effect; it is there for lists, and covered by its own test.
        var known = OperationNames.Fixed.Except([OperationNames.DeleteResources]);
        Assert.Equal(
            known.Concat(["adjust_resources_within_10_percent", "change_resource_limits_beyond_10_percent"]).Order(),
            Names.Select(row => row.Data).Order());
    }

    [Fact]
    public void Delete_resources_covers_every_narrower_name_in_every_list()
    {
        foreach (var (kind, _) in new[]
                 {
                     (OperationKind.DeleteDeployment, 0), (OperationKind.DeleteService, 0),
                     (OperationKind.DeletePersistentVolume, 0),
                 })
        {
            for (var lists = 0; lists < 1 << Lists; lists++)
            {
                var asked = With(Calm, OperationNames.DeleteResources, lists, governance: true, null);
                var verdict = PolicyDecisionPoint.Evaluate(asked.Request(Other(kind)));
                Assert.Equal(
                    Expected(OperationNames.DeleteResources, lists, true, false), (verdict.Status, verdict.Rule));
            }
        }
    }

    private static (VerdictStatus Status, string Rule) Expected(
        string effect, int lists, bool governance, bool isBeside)
    {
        bool In(int list) => (lists & (1 << list)) != 0;
        const string Own = "spec.governance.agent_authority.";
        const string Global = "policy.agent_authority.";
        if (governance && In(0)) return (VerdictStatus.Blocked, Own + "forbidden_operations[0]");
        if (In(1)) return (VerdictStatus.Blocked, Global + "forbidden_operations[0]");
        if (governance && In(2)) return (VerdictStatus.RequiresApproval, Own + "requires_approval[0]");
        if (In(3)) return (VerdictStatus.RequiresApproval, Global + "requires_approval[0]");
        // What both effects of one operation are allowed by is cited for the first of them.
        if (governance && In(4)) return (VerdictStatus.Allowed, Own + $"allowed_operations[{(isBeside ? 1 : 0)}]");
        if (!governance && In(5)) return (VerdictStatus.Allowed, Global + $"allowed_operations[{(isBeside ? 1 : 0)}]");
        return effect == OperationNames.RollbackOnFailure
            ? (VerdictStatus.Allowed, RuleNames.RollbackOnFailure)
            : (VerdictStatus.RequiresApproval, RuleNames.Unlisted);
    }

    private static VerdictWorld With(VerdictWorld world, string effect, int lists, bool governance, string? also)
    {
        string[] List(int list) => (lists & (1 << list)) != 0 ? [effect] : [];
        string[] Allowed(int list) => also is null ? List(list) : [.. List(list), also];
        return world with
        {
            Governance = governance,
            Forbidden = List(0),
            PolicyForbidden = List(1),
            RequiresApproval = List(2),
            PolicyRequiresApproval = List(3),
            Allowed = Allowed(4),
            PolicyAllowed = Allowed(5),
        };
    }

    private static (VerdictWorld World, OperationParameters Wanted, OperationOrigin Origin) Asked(
        VerdictWorld world, OperationParameters wanted) => (world, wanted, OperationOrigin.Request);

    private static OperationParameters.AdjustResources Cpu(int millis) =>
        new("app", new CpuQuantity(millis), null, null, null);

    private static OperationParameters.Other Other(OperationKind kind) => new(kind, "todo-frontend");
}
