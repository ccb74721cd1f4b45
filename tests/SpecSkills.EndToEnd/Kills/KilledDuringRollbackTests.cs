using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Kills;

/// <summary>Killed while undoing: what failed does not stay in place, and is undone once.</summary>
public sealed class KilledDuringRollbackTests
{
    [Theory]
    [InlineData(nameof(HoldPoint.BeforeTheCluster))]
    [InlineData(nameof(HoldPoint.BeforeTheAnswer))]
    public async Task Killed_during_rollback_the_next_program_undoes_it_once(string point)
    {
        // No number of replicas answers within a millisecond, and strict rollback undoes what misses a target.
        await using var scene = await KillScene.SetAsync(workspace =>
        {
            workspace.Edit("latency_p50: 100ms", "latency_p50: 1ms");
            workspace.Edit("rollback_on_failure: true", "rollback_on_failure: true\n    strict_rollback: true");
        });
        await scene.KillAtAsync(new HeldRequest(
            Enum.Parse<HoldPoint>(point), "PATCH", ServiceWorkspace.Deployment, Passing: 1));
        Assert.Equal(2, scene.Records("operation.intent").Count);
        Assert.Empty(scene.Records("operation.closed"));
        await scene.StartAgainAsync(5);
        Assert.Collection(
            scene.Proxy.Changes,
            forth => Assert.Contains("\"replicas\":3", forth, StringComparison.Ordinal),
            back => Assert.Contains("\"replicas\":2", back, StringComparison.Ordinal));
        Assert.Equal("rolled_back", (string?)scene.Closed()["outcome"]);
        Assert.Equal(2, await scene.ReplicasAsync());
        await scene.AssertSettledAsync();
    }
}
