using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Cli.Guard;
using Xunit;

namespace SpecSkills.Tests.Hosting;

/// <summary>The hook's protocol: a denial, silence, or exit code 2 for input that it cannot read.</summary>
public sealed class HookProgramTests
{
    [Fact]
    public void A_denied_command_is_answered_with_the_decision_and_the_tool_to_use_instead()
    {
        var (code, answers, notes) = Run(Event("kubectl scale deployment x --replicas=3"));
        Assert.Equal(0, code);
        Assert.Empty(notes);
        var output = JsonNode.Parse(answers)!["hookSpecificOutput"]!;
        Assert.Equal("PreToolUse", (string)output["hookEventName"]!);
        Assert.Equal("deny", (string)output["permissionDecision"]!);
        Assert.Contains("decision_propose", (string)output["permissionDecisionReason"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kubectl get pods")]
    [InlineData("dotnet build")]
    [InlineData("")]
    public void What_is_left_alone_gets_no_answer_at_all(string command) =>
        Assert.Equal((0, "", ""), Run(Event(command)));

    [Fact]
    public void Other_tools_are_left_alone() =>
        Assert.Equal(
            (0, "", ""),
            Run("""{"tool_name": "mcp__specskills__execution_apply", "tool_input": {"permit_id": "p"}}"""));

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"tool_name": 7}""")]
    [InlineData("""{"tool_name": "Bash"}""")]
    [InlineData("""{"tool_name": "Bash", "tool_input": null}""")]
    [InlineData("""{"tool_name": "Bash", "tool_input": {"command": ["kubectl", "delete"]}}""")]
    [InlineData("""{"tool_name": "Bash", "tool_input": {"command": null}}""")]
    [InlineData("""{"tool_name": "Bash", "tool_input": {"command": "ls"}""")]
    [InlineData("""{"tool_name": "Bash", "tool_input": {"command": "kubectl delete x", "command": "ls"}}""")]
    [InlineData("""{"tool_name": "Bash", "tool_name": "Read", "tool_input": {"command": "kubectl delete x"}}""")]
    [InlineData("""{"tool_name": "Bash", "tool_input": {"command": "\ud800 kubectl delete pod x"}}""")]
    public void What_it_cannot_read_is_stopped(string input)
    {
        var (code, answers, notes) = Run(input);
        Assert.Equal(HookProgram.Stops, code);
        Assert.Empty(answers);
        Assert.Contains("SpecSkills stopped this command", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_without_end_is_stopped_without_being_read()
    {
        var (code, _, notes) = Run(Event(new string('x', HookProgram.InputLimit)));
        Assert.Equal(HookProgram.Stops, code);
        Assert.Contains("longer than", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_stopped()
    {
        using var input = new MemoryStream([0x7B, 0x22, 0xFF, 0xFE, 0x00]);
        Assert.Equal(HookProgram.Stops, HookProgram.Run(input, TextWriter.Null, TextWriter.Null));
    }

    [Fact]
    public void An_input_that_fails_while_it_is_read_is_stopped()
    {
        using var input = new FailingStream();
        Assert.Equal(HookProgram.Stops, HookProgram.Run(input, TextWriter.Null, TextWriter.Null));
    }

    private static string Event(string command) => new JsonObject
    {
        ["session_id"] = "s",
        ["cwd"] = "/home/me/helm-charts",
        ["hook_event_name"] = "PreToolUse",
        ["tool_name"] = "Bash",
        ["tool_input"] = new JsonObject { ["command"] = command, ["description"] = "kubectl" },
    }.ToJsonString();

    private static (int Code, string Answers, string Notes) Run(string input)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input));
        using var answers = new StringWriter();
        using var notes = new StringWriter();
        return (HookProgram.Run(stream, answers, notes), answers.ToString(), notes.ToString());
    }

    private sealed class FailingStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException("gone");

        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("gone");
    }
}
