using System.Text.Json.Nodes;
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

    [Fact]
    public async Task A_permit_that_sixteen_executors_in_four_processes_use_at_once_is_used_once()
    {
        const int Processes = 4;
        const int ExecutorsEach = 4;
        await using var workspace = await ServiceWorkspace.StartAsync();
        var (_, verdict) = await workspace.PermitAsync();
        var arguments = new JsonObject { ["permit_id"] = (string)verdict["permit_id"]! };
        var sessions = new List<McpSession>();
        try
        {
            for (var i = 0; i < Processes; i++)
            {
                sessions.Add(await McpSession.OpenAsync(workspace.Root));
                // A first call connects it to the cluster: from then on all are equally near.
                await sessions[^1].CallAsync("governance_status", []);
            }

            var results = (await Task.WhenAll(sessions.Select(session =>
                session.CallAtOnceAsync("execution_apply", arguments, ExecutorsEach)))).SelectMany(one => one).ToList();
            Assert.Equal(Processes * ExecutorsEach, results.Count);
            var told = string.Join("\n", results.Select(result => result.ToJsonString()));
            Assert.True(results.Count(result => (bool?)result["isError"] != true) == 1, told);
            Assert.Single(workspace.Records("operation.intent"));
            Assert.Single(workspace.Records("operation.outcome"));
            Assert.Equal(3, await workspace.ReplicasAsync());
        }
        finally
        {
            foreach (var session in sessions) await session.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_permit_for_one_cluster_is_refused_on_another()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        var (_, verdict) = await workspace.PermitAsync();
        // Even the same server: reached by a kubeconfig it is a cluster with an identity of its own.
        var refused = await workspace.AnswerAsync(
            6, BuiltProgram.ExecutionEngine, "apply", "--permit", (string)verdict["permit_id"]!, "--cluster", "kube",
            "--kubeconfig", Path.Combine(workspace.Root, ".specskills", "cluster", "kubeconfig"));
        Assert.Equal("stale_observation", (string?)refused["rule"] ?? refused.ToJsonString());
        Assert.Empty(workspace.Records("operation.intent"));
        Assert.Equal(2, await workspace.ReplicasAsync());
    }
}
