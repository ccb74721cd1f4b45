using System.Text.Json;
using SpecSkills.Application.Ports;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Mcp;

/// <summary>
/// The order of calls a coding agent makes, over the protocol, against the embedded cluster and the real stores.
/// </summary>
public sealed class McpPipelineTests
{
    private const string ScaleToEight =
        """{"service":"frontend","kind":"scale","parameters":{"replicas":8},"reason":"scale"}""";

    [Theory]
    [InlineData(McpSession.Modern)]
    [InlineData(McpSession.Legacy)]
    public async Task A_surge_is_answered_in_five_calls(string era)
    {
        await using var world = await PipelineWorld.StartAsync(traffic: 60);
        var process = world.NewProcess();
        await using var session = await McpSession.OpenAsync(
            era, world.Folder.Root, _ => Task.FromResult(process.Skills));

        var blueprint = await session.CallAsync("blueprint_parse", """{"service":"frontend"}""");
        var decision = await session.CallAsync("decision_evaluate", """{"service":"frontend"}""");
        var verdict = await session.CallAsync("governance_check", Id("decision_id", decision));
        var receipt = await session.CallAsync("execution_apply", Id("permit_id", verdict));
        await world.FinishAsync(process, Text(verdict, "permit_id"));
        var verified = await session.CallAsync("verification_check", Id("operation_id", receipt));

        Assert.True(blueprint.GetProperty("valid").GetBoolean());
        Assert.Equal("scale_up", Text(decision, "type"));
        Assert.Equal("allowed", Text(verdict, "status"));
        Assert.Equal("success", Text(receipt, "status"));
        Assert.Equal("success", Text(verified, "outcome"));
        Assert.Equal(3, world.Replicas(PipelineWorld.Frontend));
        Assert.Empty(world.Unannounced);
    }

    [Fact]
    public async Task Scale_frontend_to_eight_ends_as_an_approval_request_and_not_as_eight_replicas()
    {
        await using var world = await PipelineWorld.StartAsync();
        var process = world.NewProcess();
        await using var session = await McpSession.OpenAsync(
            repository: world.Folder.Root, connect: _ => Task.FromResult(process.Skills));

        var decision = await session.CallAsync("decision_propose", ScaleToEight);
        var verdict = await session.CallAsync("governance_check", Id("decision_id", decision));
        var refused = await session.CallAsync(
            "execution_apply", $$"""{"permit_id":"{{Text(verdict, "approval_id")}}"}""");
        var status = await session.CallAsync("governance_status", Id("approval_id", verdict));

        Assert.Equal("requires_approval", Text(verdict, "status"));
        Assert.False(verdict.TryGetProperty("permit_id", out _));
        Assert.Contains("approvals approve", Text(verdict, "next_step"), StringComparison.Ordinal);
        Assert.Contains("no permit", Text(refused, "summary"), StringComparison.Ordinal);
        Assert.Equal("pending", Text(status.GetProperty("approval"), "state"));
        Assert.Equal(2, world.Replicas(PipelineWorld.Frontend));
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task What_a_person_approved_is_executed_once_and_by_its_own_permit_only()
    {
        // A budget for eight replicas and a policy that lets a person allow them: what is left is the blueprint's
        // maximum.
        await using var world = await PipelineWorld.StartAsync(edit: (file, text) =>
            file.EndsWith("policies.yaml", StringComparison.Ordinal)
                ? text.Replace("max_replicas: 10", "max_replicas: 20", StringComparison.Ordinal)
                : text);
        var process = world.NewProcess();
        await using var session = await McpSession.OpenAsync(
            repository: world.Folder.Root, connect: _ => Task.FromResult(process.Skills));
        var decision = await session.CallAsync("decision_propose", ScaleToEight);
        var verdict = await session.CallAsync("governance_check", Id("decision_id", decision));

        Assert.NotNull(process.Approve(Text(verdict, "approval_id")));
        var status = await session.CallAsync("governance_status", Id("approval_id", verdict));
        var permit = $$"""{"permit_id":"{{Text(status.GetProperty("approval"), "permit_id")}}"}""";
        var first = await session.CallAsync("execution_apply", permit);
        var second = await session.CallAsync("execution_apply", permit);

        Assert.Equal("success", Text(first, "status"));
        Assert.Equal("refused", Text(second, "status"));
        Assert.Equal(8, world.Replicas(PipelineWorld.Frontend));
        Assert.Single(world.Writes);
    }

    [Fact]
    public async Task Asking_to_delete_gets_a_governed_no()
    {
        await using var world = await PipelineWorld.StartAsync();
        var process = world.NewProcess();
        await using var session = await McpSession.OpenAsync(
            repository: world.Folder.Root, connect: _ => Task.FromResult(process.Skills));

        var decision = await session.CallAsync(
            "decision_propose",
            """{"service":"frontend","kind":"delete_deployment","parameters":{"name":"todo-frontend"}}""");
        var verdict = await session.CallAsync("governance_check", Id("decision_id", decision));

        Assert.Equal("blocked", Text(verdict, "status"));
        Assert.Equal("spec.governance.agent_authority.forbidden_operations[0]", Text(verdict, "rule"));
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task Every_tool_answers_in_its_own_schema()
    {
        await using var world = await PipelineWorld.StartAsync(traffic: 60);
        var process = world.NewProcess();
        await using var session = await McpSession.OpenAsync(
            repository: world.Folder.Root, connect: _ => Task.FromResult(process.Skills));
        var schemas = (await session.Client.ListToolsAsync()).ToDictionary(
            tool => tool.Name, tool => tool.ProtocolTool.OutputSchema!.Value);

        async Task<JsonElement> Call(string tool, string arguments)
        {
            var answer = await session.CallAsync(tool, arguments);
            Assert.Empty(AnswerSchema.Mismatches(schemas[tool], answer));
            return answer;
        }

        await Call("blueprint_parse", "{}");
        await Call("blueprint_parse", """{"service":"frontend"}""");
        await Call("blueprint_validate", "{}");
        await Call("blueprint_diff", """{"service":"frontend","from":"1.0.0"}""");
        await Call("reconcile_service", """{"service":"backend","dry_run":true}""");
        await Call("decision_propose", """{"service":"frontend","kind":"scale","parameters":{"replicas":"many"}}""");
        await Call("governance_check", """{"decision_id":"d-nothing"}""");
        var decision = await Call("decision_evaluate", """{"service":"frontend"}""");
        var verdict = await Call("governance_check", Id("decision_id", decision));
        await Call("execution_apply", $$"""{"permit_id":"{{Text(verdict, "permit_id")}}","dry_run":true}""");
        var receipt = await Call("execution_apply", Id("permit_id", verdict));
        await Call("reconcile_service", """{"service":"frontend"}""");
        await Call("execution_rollback", Id("operation_id", receipt));
        await world.FinishAsync(process, Text(verdict, "permit_id"));
        await Call("verification_check", Id("operation_id", receipt));
        await Call("governance_status", "{}");
        await Call("audit_query", """{"service":"frontend","limit":50}""");
    }

    [Fact]
    public async Task The_record_is_paged_without_a_gap_or_a_double()
    {
        await using var world = await PipelineWorld.StartAsync(traffic: 60);
        var process = world.NewProcess();
        await using var session = await McpSession.OpenAsync(
            repository: world.Folder.Root, connect: _ => Task.FromResult(process.Skills));
        for (var i = 0; i < 5; i++)
        {
            await session.CallAsync("decision_evaluate", """{"service":"frontend"}""");
            world.Pass(TimeSpan.FromSeconds(5));
        }

        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = await session.CallAsync(
                "audit_query", cursor is null ? """{"limit":2}""" : $$"""{"limit":2,"cursor":"{{cursor}}"}""");
            seen.AddRange(page.GetProperty("records").EnumerateArray()
                .Select(record => record.GetProperty("seq").GetInt64()));
            cursor = page.TryGetProperty("next_cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        var all = world.AllRecords().Select(record => record["seq"]!.GetValue<long>()).Reverse();
        Assert.Equal(all, seen);
    }

    private static string Id(string name, JsonElement answer) => $$"""{"{{name}}":"{{Text(answer, name)}}"}""";

    private static string Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value)
            ? value.GetString()!
            : throw new InvalidOperationException($"No '{name}' in {answer.GetRawText()}");
}
