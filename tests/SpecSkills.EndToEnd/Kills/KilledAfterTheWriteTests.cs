using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Kills;

/// <summary>
/// Killed when the change is in the cluster and not on record: it is found there, verified and never sent again.
/// </summary>
public sealed class KilledAfterTheWriteTests
{
    [Theory]
    [InlineData(nameof(HoldPoint.BeforeTheAnswer))]
    [InlineData(nameof(HoldPoint.WithinTheAnswer))]
    public async Task Killed_after_the_write_and_before_its_outcome_it_finds_what_happened_and_verifies_it(string point)
    {
        await using var scene = await KillScene.SetAsync();
        await scene.KillAtAsync(new HeldRequest(
            Enum.Parse<HoldPoint>(point), "PATCH", ServiceWorkspace.Deployment));
        Assert.Single(scene.Records("operation.intent"));
        Assert.Empty(scene.Records("operation.outcome"));
        await scene.StartAgainAsync(0);
        Assert.Single(scene.Proxy.Changes);
        Assert.Contains((string?)scene.Closed()["outcome"], new[] { "success", "ineffective" });
        Assert.Single(scene.Records("operation.outcome"));
        Assert.Equal(3, await scene.ReplicasAsync());
        await scene.AssertSettledAsync();
    }
}
