using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Pipeline;

/// <summary>One permit, many processes.</summary>
public sealed class SharedPermitTests
{
    [Fact]
    public async Task A_permit_that_four_processes_use_at_once_is_used_once()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        var (_, verdict) = await workspace.PermitAsync();
        var permit = (string)verdict["permit_id"]!;
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => workspace.RunAsync(
            BuiltProgram.ExecutionEngine, "apply", "--permit", permit, "--json")));
        var told = string.Join("\n", results.Select(result => result.ToString()));
        Assert.True(results.Count(result => result.ExitCode == 0) == 1, told);
        Assert.True(results.Count(result => result.ExitCode == 6) == 3, told);
        Assert.Single(workspace.Records("operation.intent"));
        Assert.Single(workspace.Records("operation.outcome"));
        Assert.Single(workspace.Records("operation.closed"));
        Assert.Equal(3, await workspace.ReplicasAsync());
    }
}
