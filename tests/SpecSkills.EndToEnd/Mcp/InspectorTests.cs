using System.Text.Json;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Mcp;

/// <summary>The MCP Inspector, a client of another project, against the built server over stdio.</summary>
public sealed class InspectorTests
{
    [Theory]
    [InlineData("modern")]
    [InlineData("legacy")]
    public async Task The_inspector_finds_twelve_portable_tools(string era)
    {
        using var workspace = new TestWorkspace();

        var result = await InspectAsync(
            workspace, "--method", "tools/list", "--strict", "--protocol-era", era, "--format", "json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(12, Answer(result).GetProperty("tools").GetArrayLength());
        Assert.DoesNotContain("Warning: tool", result.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modern")]
    [InlineData("legacy")]
    public async Task Scale_frontend_to_eight_ends_as_an_approval_request(string era)
    {
        using var workspace = new TestWorkspace();

        var decision = await CallAsync(
            workspace, era, "decision_propose",
            """{"service":"frontend","kind":"scale","parameters":{"replicas":8}}""");
        var verdict = await CallAsync(
            workspace, era, "governance_check", $$"""{"decision_id":"{{decision.GetProperty("decision_id")}}"}""");

        Assert.Equal("requires_approval", verdict.GetProperty("status").GetString());
        Assert.False(verdict.TryGetProperty("permit_id", out _));
    }

    [Fact]
    public async Task The_configuration_file_of_the_repository_starts_the_server()
    {
        var node = TestTools.Package("node@22", "node", "bin", "node");
        var inspector = TestTools.Package(
            "@modelcontextprotocol/inspector@2.12.0", ".bin", "mcp-inspector");
        // The launcher builds at its first start, for longer than a client waits for a server.
        await ProgramRun.ToEndAsync(
            ProgramRun.Start(
                Path.Combine(BuiltProgram.Repository, "specskills"), ["--version"], BuiltProgram.Repository),
            null,
            ProgramRun.BuildPatience);

        var result = await ProgramRun.ToEndAsync(
            ProgramRun.Start(
                node,
                [
                    inspector, "--cli", "--config", "./mcp.json", "--server", "specskills", "--method", "tools/call",
                    "--tool-name", "blueprint_parse", "--tool-args-json", "{}", "--format", "json",
                ],
                BuiltProgram.Repository),
            null);

        Assert.Equal(2, Structured(result).GetProperty("services").GetArrayLength());
    }

    private static async Task<JsonElement> CallAsync(
        TestWorkspace workspace, string era, string tool, string arguments) =>
        Structured(await InspectAsync(
            workspace, "--method", "tools/call", "--tool-name", tool, "--tool-args-json", arguments, "--format", "json",
            "--protocol-era", era));

    private static Task<ProgramResult> InspectAsync(TestWorkspace workspace, params string[] arguments)
    {
        var node = TestTools.Package("node@22", "node", "bin", "node");
        var inspector = TestTools.Package("@modelcontextprotocol/inspector@2.12.0", ".bin", "mcp-inspector");
        return ProgramRun.ToEndAsync(
            ProgramRun.Start(
                node, [inspector, "--cli", .. BuiltProgram.Start(BuiltProgram.Cli), "mcp", .. arguments],
                workspace.Root),
            null);
    }

    private static JsonElement Structured(ProgramResult result)
    {
        var answer = Answer(result);
        return answer.TryGetProperty("structuredContent", out var content)
            ? content
            : throw new InvalidOperationException($"No structured content: {result.Answers} {result.Notes}");
    }

    private static JsonElement Answer(ProgramResult result)
    {
        var start = result.Answers.IndexOf('{', StringComparison.Ordinal);
        if (start < 0) throw new InvalidOperationException($"No answer: {result.Answers} {result.Notes}");
        var root = JsonDocument.Parse(result.Answers[start..]).RootElement;
        return root.TryGetProperty("result", out var inner) ? inner : root;
    }
}
