using System.Text.Json.Nodes;
using SpecSkills.Core.Governance;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Execution;

public sealed class DriftRecordTests
{
    [Fact]
    public async Task A_difference_from_the_blueprint_is_on_record_once_however_often_it_is_seen()
    {
        await using var world = await PipelineWorld.StartAsync(edit: (name, text) =>
            name.EndsWith("frontend/blueprint.yaml", StringComparison.Ordinal)
                ? text.Replace("revision_history_limit: 5", "revision_history_limit: 6", StringComparison.Ordinal)
                : text);
        using var process = world.NewProcess();
        for (var i = 0; i < 3; i++)
        {
            await process.Decide.ExecuteAsync(PipelineWorld.Frontend, Principal.AgentLoop, CancellationToken.None);
            world.Pass(TimeSpan.FromSeconds(15));
        }

        Assert.Equal(3, world.AllRecords("decision").Count);
        var drift = Assert.Single(world.AllRecords("drift"));
        var field = Assert.Single(drift["fields"]!.AsArray())!;
        Assert.Equal(("5", "6"), ((string?)field["found"], (string?)field["expected"]));
        Assert.Equal("spec.deployment.revision_history_limit", (string?)drift["rule"]);
        Assert.Equal(
            ("todo-frontend", "todo-frontend"), ((string?)drift["service"], (string?)drift["blueprint"]!["name"]));
        Assert.StartsWith("sha256:", (string?)drift["policy_digest"], StringComparison.Ordinal);
        Assert.Null(drift["left_out"]);
    }

    [Fact]
    public async Task Without_a_difference_there_is_no_such_record_and_no_number_on_record_is_a_fraction()
    {
        await using var world = await PipelineWorld.StartAsync(traffic: 60);
        using var process = world.NewProcess();
        for (var i = 0; i < 20; i++)
        {
            await process.Loop.TickAsync(PipelineWorld.Frontend, CancellationToken.None);
            world.Pass(TimeSpan.FromSeconds(5));
        }

        Assert.Empty(world.AllRecords("drift"));
        Assert.NotEmpty(world.AllRecords("operation.outcome"));
        Assert.All(world.AllRecords(), record => Assert.DoesNotContain(Numbers(record), text => text.Contains('.')));
    }

    private static IEnumerable<string> Numbers(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(field => Numbers(field.Value)),
        JsonArray list => list.SelectMany(Numbers),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => [value.ToJsonString()],
        _ => [],
    };
}
