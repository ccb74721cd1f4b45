using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Kills;

/// <summary>Killed with the change on record: the next program goes on where it was left.</summary>
public sealed class KilledWhileWatchingTests
{
    [Fact]
    public async Task Killed_during_verification_the_next_program_verifies_to_the_end()
    {
        await using var scene = await KillScene.SetAsync();
        // Two reads lead to the write: the look at the service, and the facts. The third is the verification's.
        await scene.KillAtAsync(
            new HeldRequest(HoldPoint.BeforeTheAnswer, "GET", ServiceWorkspace.Deployment, Passing: 2));
        Assert.Single(scene.Records("operation.outcome"));
        Assert.Empty(scene.Records("operation.closed"));
        await scene.StartAgainAsync(0);
        Assert.Single(scene.Proxy.Changes);
        Assert.Contains((string?)scene.Closed()["outcome"], new[] { "success", "ineffective" });
        Assert.Single(scene.Records("verification"));
        Assert.Equal(3, await scene.ReplicasAsync());
        await scene.AssertSettledAsync();
    }
}
