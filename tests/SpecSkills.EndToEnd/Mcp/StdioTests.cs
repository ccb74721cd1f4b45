using System.Diagnostics;
using System.Text.Json;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Mcp;

/// <summary>The server as a process: what it writes, and how it ends.</summary>
public sealed class StdioTests
{
    private const string Discover =
        """
        {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{
        "io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},
        "io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"}}}}
        """;

    private const string Listen =
        """
        {"jsonrpc":"2.0","id":2,"method":"subscriptions/listen","params":{"_meta":{
        "io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},
        "io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"}},"notifications":{}}}
        """;

    [Fact]
    public async Task It_ends_with_its_input_although_a_client_listens_and_leaves_no_orphan()
    {
        using var workspace = new TestWorkspace();
        using var server = ProgramRun.StartBuilt(BuiltProgram.Cli, ["mcp"], workspace.Root);
        await server.StandardInput.WriteLineAsync(OneLine(Discover));
        var answer = await server.StandardOutput.ReadLineAsync();
        await server.StandardInput.WriteLineAsync(OneLine(Listen));
        await server.StandardInput.FlushAsync();

        server.StandardInput.Close();
        await server.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

        Assert.Contains("supportedVersions", answer, StringComparison.Ordinal);
        Assert.Equal(0, server.ExitCode);
    }

    [Fact]
    public async Task Requests_that_are_piped_in_and_cut_off_are_all_answered()
    {
        using var workspace = new TestWorkspace();
        var call = OneLine(Discover).Replace("server/discover", "tools/call", StringComparison.Ordinal)
            .Replace(
                "\"params\":{", "\"params\":{\"name\":\"blueprint_parse\",\"arguments\":{},",
                StringComparison.Ordinal);
        string[] requests = [OneLine(Discover), .. Enumerable.Range(2, 8).Select(id =>
            call.Replace("\"id\":1", $"\"id\":{id}", StringComparison.Ordinal))];

        var result = await ProgramRun.WithInputAsync(
            BuiltProgram.Cli, workspace, string.Join('\n', requests) + "\n", "mcp");

        Assert.Equal(0, result.ExitCode);
        var answered = result.Answers.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(answer => answer.TryGetProperty("result", out _))
            .Select(answer => answer.GetProperty("id").GetInt32());
        Assert.Equal(Enumerable.Range(1, 9), answered.Order());
    }

    [Fact]
    public async Task Every_line_on_standard_output_is_the_protocol()
    {
        using var workspace = new TestWorkspace();
        using var server = ProgramRun.StartBuilt(
            BuiltProgram.Cli, ["mcp"], workspace.Root, ("SPECSKILLS_LOG", "debug"));
        var notes = server.StandardError.ReadToEndAsync();
        string[] messages = [Discover, "this is not JSON", "{}", """{"jsonrpc":"2.0","id":3,"method":"nothing"}"""];
        foreach (var message in messages)
            await server.StandardInput.WriteLineAsync(OneLine(message));
        await server.StandardInput.FlushAsync();

        var lines = new List<string> { (await server.StandardOutput.ReadLineAsync())! };
        var last = OneLine(Discover).Replace("\"id\":1", "\"id\":9", StringComparison.Ordinal);
        await server.StandardInput.WriteLineAsync(last);
        await server.StandardInput.FlushAsync();
        while (!lines[^1].Contains("\"id\":9", StringComparison.Ordinal))
            lines.Add((await server.StandardOutput.ReadLineAsync())!);
        server.StandardInput.Close();
        await server.WaitForExitAsync();

        Assert.All(lines, line =>
            Assert.Equal("2.0", JsonDocument.Parse(line).RootElement.GetProperty("jsonrpc").GetString()));
        // Otherwise this would say nothing about the log.
        Assert.Matches(@"^\d{4}-\d\d-\d\dT[\d:.]{12}Z (info|debug) ModelContextProtocol\.", await notes);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings("").Trim();
}
