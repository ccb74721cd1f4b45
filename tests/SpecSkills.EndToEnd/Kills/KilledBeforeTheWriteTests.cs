using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Kills;

/// <summary>
/// Killed before the cluster has seen anything: nothing happened, nothing is repeated, the record says so.
/// </summary>
public sealed class KilledBeforeTheWriteTests
{
    [Fact]
    public async Task Killed_before_the_intent_it_sends_nothing_and_closes_the_operation()
    {
        await using var scene = await KillScene.SetAsync();
        // The permit is consumed and the service is looked at again; the next read would lead to the intent.
        await scene.KillAtAsync(
            new HeldRequest(HoldPoint.BeforeTheAnswer, "GET", ServiceWorkspace.Deployment, Passing: 1));
        Assert.Empty(scene.Records("operation.intent"));
        await scene.StartAgainAsync(6);
        Assert.Empty(scene.Proxy.Changes);
        Assert.Equal("expired", (string?)scene.Closed()["outcome"]);
        Assert.Equal(2, await scene.ReplicasAsync());
        await scene.AssertSettledAsync();
    }

    [Fact]
    public async Task Killed_after_the_intent_with_the_write_lost_it_finds_that_nothing_happened()
    {
        await using var scene = await KillScene.SetAsync();
        await scene.KillAtAsync(new HeldRequest(HoldPoint.BeforeTheCluster, "PATCH", ServiceWorkspace.Deployment));
        Assert.Single(scene.Records("operation.intent"));
        Assert.Empty(scene.Records("operation.outcome"));
        await scene.StartAgainAsync(6);
        Assert.Empty(scene.Proxy.Changes);
        Assert.Equal("failed", (string?)scene.Closed()["outcome"]);
        Assert.Single(scene.Records("operation.outcome"));
        Assert.Equal(2, await scene.ReplicasAsync());
        await scene.AssertSettledAsync();
    }
}
