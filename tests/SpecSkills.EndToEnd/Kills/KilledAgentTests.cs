using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Kills;

/// <summary>
/// The agent itself killed again and again, each time at a request that chance picks: started once more, it neither
/// repeats nor forgets an operation.
/// </summary>
public sealed class KilledAgentTests
{
    private const int Kills = 4;

    /// <summary>A pass takes one look at the Deployment; an execution takes two more before its write.</summary>
    private const int Requests = 6;

    [Fact]
    public async Task Killed_at_requests_that_chance_picks_it_neither_repeats_nor_forgets()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SPECSKILLS_SEED"), out var replayed)
            ? replayed : Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"SPECSKILLS_SEED={seed}");
        var dice = new Random(seed);
        await using var scene = await KillScene.StartAsync();
        for (var kill = 0; kill < Kills; kill++)
            await scene.KillAgentAtAsync(new HeldRequest(
                (HoldPoint)dice.Next(3), "GET", ServiceWorkspace.Deployment, dice.Next(Requests)));
        do await scene.RunAgentUntilAsync(() => IsAllClosed(scene));
        while (!IsAllClosed(scene));

        // What was sent is what was intended, each attempt once.
        var intents = scene.Records("operation.intent");
        Assert.Equal(intents.Count, scene.Proxy.Changes.Count);
        Assert.Equal(
            intents.Count, intents.Select(record => $"{record["permit_id"]} {record["attempt"]}").Distinct().Count());
        await scene.AssertVerifiedAsync();
    }

    /// <summary>Something was sent, and every permit that was used has its one end on record.</summary>
    private static bool IsAllClosed(KillScene scene)
    {
        var used = scene.Records("operation.intent").Where(record => record["compensates"] is null)
            .Select(record => (string?)record["permit_id"]).Distinct().Count();
        var closed = scene.Records("operation.closed").Count(record => record["execution"] is not null);
        Assert.True(closed <= used, $"{closed} of {used} are closed.");
        return used > 0 && closed == used;
    }
}
