using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Storage.Blueprints;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

public sealed class BlueprintDiffTests
{
    private static readonly string Source = RepositoryFiles.Text("blueprints", "backend", "blueprint.yaml");
    private static readonly Blueprint Before = BlueprintLoader.Load(Source).Blueprint!;

    [Fact]
    public void Comments_order_and_spelling_are_no_change()
    {
        var after = BlueprintLoader.Load(BlueprintJson.Of(Before).ToJsonString()).Blueprint!;
        var diff = BlueprintDiff.Between(Before, after);
        Assert.Empty(diff.Changes);
        Assert.Equal((VersionBump.None, AuthorityEffect.Unchanged), (diff.RequiredBump, diff.Authority));
    }

    [Theory]
    [InlineData("owner: devops-team", "owner: web-team", VersionBump.Patch, AuthorityEffect.Unchanged)]
    [InlineData("monthly_budget: 240 USD", "monthly_budget: 200 USD", VersionBump.Patch, AuthorityEffect.Narrower)]
    [InlineData("monthly_budget: 240 USD", "monthly_budget: 300 USD", VersionBump.Patch, AuthorityEffect.Wider)]
    [InlineData("scale_up_threshold: 75%", "scale_up_threshold: 70%", VersionBump.Minor, AuthorityEffect.Unchanged)]
    [InlineData("max_replicas: 6", "max_replicas: 7", VersionBump.Minor, AuthorityEffect.Wider)]
    [InlineData("max_replicas: 6", "max_replicas: 5", VersionBump.Minor, AuthorityEffect.Narrower)]
    [InlineData("min_replicas: 2", "min_replicas: 1", VersionBump.Minor, AuthorityEffect.Wider)]
    [InlineData("limit: 500m", "limit: 600m", VersionBump.Minor, AuthorityEffect.Wider)]
    [InlineData("latency_p95: 400ms", "latency_p95: 300ms", VersionBump.Minor, AuthorityEffect.Narrower)]
    [InlineData("    latency_p95: 400ms\n", "", VersionBump.Minor, AuthorityEffect.Wider)]
    [InlineData("rollback_on_failure: true", "rollback_on_failure: false", VersionBump.Minor,
        AuthorityEffect.Incomparable)]
    [InlineData("max_surge: 1", "max_surge: 2", VersionBump.Minor, AuthorityEffect.Incomparable)]
    [InlineData("        - modify_secrets\n", "", VersionBump.Major, AuthorityEffect.Wider)]
    [InlineData("        - change_image\n", "", VersionBump.Major, AuthorityEffect.Wider)]
    [InlineData("        - restart_failed_pods\n", "", VersionBump.Major, AuthorityEffect.Narrower)]
    [InlineData("within_10_percent", "within_20_percent", VersionBump.Major, AuthorityEffect.Wider)]
    [InlineData("retention_period: 90d", "retention_period: 30d", VersionBump.Major, AuthorityEffect.Wider)]
    [InlineData("timeout: 1h", "timeout: 2h", VersionBump.Major, AuthorityEffect.Wider)]
    [InlineData("name: todo-backend", "name: todo-other", VersionBump.Major, AuthorityEffect.Incomparable)]
    public void A_change_needs_its_bump_and_has_its_effect(
        string before, string after, VersionBump bump, AuthorityEffect authority)
    {
        Assert.Contains(before, Source, StringComparison.Ordinal);
        var diff = BlueprintDiff.Between(Before, Changed(before, after));
        Assert.NotEmpty(diff.Changes);
        Assert.Equal((bump, authority), (diff.RequiredBump, diff.Authority));
    }

    [Fact]
    public void A_larger_N_is_wider_where_the_rest_of_it_was_not_listed()
    {
        var before = new AgentAuthority([OperationNames.AdjustResourcesWithin(10)], [], []);
        var after = new AgentAuthority([OperationNames.AdjustResourcesWithin(20)], [], []);
        Assert.Equal(AuthorityEffect.Wider, AuthorityLists.Compare(before, after));
        Assert.Equal(AuthorityEffect.Narrower, AuthorityLists.Compare(after, before));
    }

    [Fact]
    public void What_the_table_does_not_name_counts_as_wider()
    {
        var after = Before with { Target = Before.Target with { Namespace = "production" } };
        var diff = BlueprintDiff.Between(Before, after);
        Assert.Equal(AuthorityEffect.Incomparable, diff.Authority);
        Assert.True(diff.NeedsAcceptance);
    }

    [Fact]
    public void What_lets_more_happen_is_never_called_narrower()
    {
        var seed = TestSeed.Next();
        var random = new Random(seed);
        for (var round = 0; round < 3000; round++)
        {
            var (left, right) = (RandomLists(random), RandomLists(random));
            var effect = AuthorityLists.Compare(left, right);
            var moreIsAllowed = OperationNames.Fixed.Any(name => MayHappen(right, name) && !MayHappen(left, name))
                || Enumerable.Range(1, 101).Any(percent => MayResize(right, percent) && !MayResize(left, percent));
            if (moreIsAllowed)
                Assert.True(effect is AuthorityEffect.Wider or AuthorityEffect.Incomparable,
                    $"{TestSeed.Replay(seed)} round {round}: {effect}");
        }
    }

    [Theory]
    [InlineData("max_replicas: 6", "max_replicas: 5", "1.0.0", "Write 1.1.0.")]
    [InlineData("max_replicas: 6", "max_replicas: 5", "1.0.1", "Write 1.1.0.")]
    [InlineData("owner: devops-team", "owner: web-team", "1.0.0", "Write 1.0.1.")]
    [InlineData("timeout: 1h", "timeout: 2h", "1.9.0", "Write 2.0.0.")]
    [InlineData("owner: devops-team", "owner: web-team", "0.9.0", "Write 1.0.1 or more.")]
    public void A_version_that_says_too_little_is_refused_with_the_one_to_write(
        string before, string after, string version, string help)
    {
        var text = Source.Replace(before, after).Replace("version: 1.0.0", $"version: {version}");
        var changed = BlueprintLoader.Load(text);
        Assert.Equal(help, Assert.Single(VersionRules.Check(Before, changed.Blueprint!, changed.Document)).Help);
    }

    [Fact]
    public void A_version_may_say_more_than_it_must() => Assert.Empty(VersionRules.Check(
        Before, BlueprintLoader.Load(Source.Replace("version: 1.0.0", "version: 2.0.0")).Blueprint!));

    private static Blueprint Changed(string before, string after) =>
        BlueprintLoader.Load(Source.Replace(before, after)).Blueprint!;

    private static AgentAuthority RandomLists(Random random) =>
        new(RandomNames(random), RandomNames(random), RandomNames(random));

    private static string[] RandomNames(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(0, 5)).Select(_ => random.Next(4) switch
        {
            0 => OperationNames.AdjustResourcesWithin(random.Next(1, 101)),
            1 => OperationNames.ChangeResourceLimitsBeyond(random.Next(1, 101)),
            _ => OperationNames.Fixed[random.Next(OperationNames.Fixed.Count)],
        }),
    ];

    // Written from the rules, not from the code under test.
    private static bool MayHappen(AgentAuthority lists, string name) =>
        lists.AllowedOperations.Any(listed => OperationNames.Covers(listed, name))
        && !lists.RequiresApproval.Concat(lists.ForbiddenOperations).Any(listed => OperationNames.Covers(listed, name));

    private static bool MayResize(AgentAuthority lists, int percent)
    {
        bool Names(string listed) =>
            (OperationNames.TryParseWithinPercent(listed, out var within) && percent <= within)
            || (OperationNames.TryParseBeyondPercent(listed, out var beyond) && percent > beyond);
        return lists.AllowedOperations.Any(Names)
            && !lists.RequiresApproval.Concat(lists.ForbiddenOperations).Any(Names);
    }
}
