using System.Text.Json;
using Xunit;

namespace SpecSkills.Tests.Mcp;

/// <summary>
/// Arguments: the SDK drops what it does not know, so the desk says what is wrong and what to send instead.
/// </summary>
public sealed class McpArgumentTests
{
    public static TheoryData<string, string, string> Mistakes() => new()
    {
        { "blueprint_parse", """{"servce":"frontend"}""", "'servce' is not an argument" },
        { "blueprint_parse", """{"service":7}""", "'service' must be a string, but was the number 7" },
        { "blueprint_parse", """{"service":null}""", "but was null" },
        { "blueprint_parse", """{"service":""}""", "must have 1 to 2000 characters" },
        { "blueprint_diff", """{"service":"frontend"}""", "'from' is missing" },
        { "governance_check", "{}", "'decision_id' is missing" },
        { "execution_apply", """{"permit_id":"p","dry_run":"yes"}""", "'dry_run' must be a boolean" },
        { "execution_apply", """{"permit_id":"p","force":true}""", "'force' is not an argument" },
        { "decision_propose", """{"service":"frontend","kind":"exec","parameters":{}}""",
            "'kind' must be one of scale" },
        { "decision_propose", """{"service":"frontend","kind":"scale","parameters":[8]}""",
            "'parameters' must be an object" },
        { "audit_query", """{"limit":1.5}""", "'limit' must be an integer" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistaken_argument_is_named_with_what_the_tool_takes(
        string tool, string arguments, string expected)
    {
        await using var session = await McpSession.OpenAsync();

        var result = await session.ResultAsync(tool, arguments);

        Assert.True(result.IsError);
        var answer = result.StructuredContent!.Value;
        Assert.Contains(expected, answer.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Contains($"{tool} takes:", answer.GetProperty("next_step").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_string_that_is_far_too_long_is_refused_and_not_repeated()
    {
        await using var session = await McpSession.OpenAsync();

        var result = await session.ResultAsync("blueprint_parse", $$"""{"service":"{{new string('a', 100_000)}}"}""");

        Assert.True(result.IsError);
        Assert.InRange(result.StructuredContent!.Value.GetRawText().Length, 1, 1_000);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("--kubeconfig=/root/.kube/config")]
    [InlineData("todo-frontend; rm -rf /")]
    public async Task A_service_name_is_looked_up_and_nothing_else(string name)
    {
        await using var session = await McpSession.OpenAsync();

        var result = await session.ResultAsync(
            "blueprint_parse", JsonSerializer.Serialize(new Dictionary<string, string> { ["service"] = name }));

        Assert.True(result.IsError);
        Assert.Contains("todo-frontend", result.StructuredContent!.Value.GetProperty("next_step").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blueprints_can_be_read_and_compared_without_any_cluster()
    {
        await using var session = await McpSession.OpenAsync();

        var all = await session.ResultAsync("blueprint_parse", "{}");
        var one = await session.ResultAsync("blueprint_parse", """{"service":"frontend"}""");
        var same = await session.ResultAsync("blueprint_diff", """{"service":"frontend","from":"1.0.0"}""");
        var valid = await session.ResultAsync("blueprint_validate", "{}");

        Assert.Equal(2, all.StructuredContent!.Value.GetProperty("services").GetArrayLength());
        Assert.Equal(5, one.StructuredContent!.Value.GetProperty("blueprint").GetProperty("spec").GetProperty("scaling")
            .GetProperty("max_replicas").GetInt32());
        Assert.Equal(0, same.StructuredContent!.Value.GetProperty("changes").GetArrayLength());
        Assert.True(valid.StructuredContent!.Value.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task A_bug_inside_a_tool_reaches_the_log_and_not_the_model()
    {
        await using var session = await McpSession.OpenAsync(
            connect: _ => throw new InvalidOperationException("password=hunter2 at /home/person"));

        var result = await session.ResultAsync("decision_evaluate", """{"service":"frontend"}""");

        Assert.True(result.IsError);
        Assert.DoesNotContain("hunter2", result.StructuredContent!.Value.GetRawText(), StringComparison.Ordinal);
    }
}
