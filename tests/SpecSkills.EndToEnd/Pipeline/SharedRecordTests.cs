using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Pipeline;

/// <summary>One record, many processes.</summary>
public sealed class SharedRecordTests
{
    private const int Processes = 4;
    private const int RecordsEach = 1000;

    [Fact]
    public async Task Four_processes_that_append_at_once_leave_one_chain_without_a_gap()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        // A blueprint that cannot be read is a decision on record that asks no cluster: appending is all there is.
        await workspace.MakeBackendUnreadableAsync();
        await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => DecideOftenAsync(workspace.Root)));
        var records = workspace.Records("decision");
        Assert.Equal(Processes * RecordsEach, records.Count);
        var numbers = records.Select(record => (int)record["seq"]!).ToList();
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        var verified = await workspace.AnswerAsync(0, BuiltProgram.Cli, "audit", "verify");
        Assert.True((int)verified["records"]! >= Processes * RecordsEach, verified.ToJsonString());
    }

    private static async Task DecideOftenAsync(string root)
    {
        await using var session = await McpSession.OpenAsync(root);
        for (var i = 0; i < RecordsEach; i++)
        {
            var result = await session.CallAsync("decision_evaluate", new JsonObject { ["service"] = "backend" });
            Assert.Contains("blueprints/backend/blueprint.yaml", result.ToJsonString(), StringComparison.Ordinal);
        }
    }
}
