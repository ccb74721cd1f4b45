using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SpecSkills.EndToEnd.Harness;

/// <summary>One MCP client over the pipes of a server process.</summary>
internal sealed class McpSession : IAsyncDisposable
{
    private const string Protocol = "2025-06-18";

    private readonly Process server;
    private readonly Task<string> notes;
    private int asked;

    private McpSession(Process server)
    {
        this.server = server;
        notes = server.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a server and greets it.</summary>
    public static async Task<McpSession> OpenAsync(string folder)
    {
        var session = new McpSession(ProgramRun.StartBuilt(BuiltProgram.Cli, ["mcp"], folder));
        await session.AskAsync("initialize", new JsonObject
        {
            ["protocolVersion"] = Protocol,
            ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "test", ["version"] = "1" },
        });
        await session.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
        return session;
    }

    /// <summary>Calls a tool and gives its result.</summary>
    public Task<JsonObject> CallAsync(string tool, JsonObject arguments) =>
        AskAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments });

    /// <summary>Calls a tool so many times at once: every call is sent before the first answer is read.</summary>
    public async Task<IReadOnlyList<JsonObject>> CallAtOnceAsync(string tool, JsonObject arguments, int times)
    {
        var first = asked + 1;
        asked += times;
        for (var id = first; id <= asked; id++)
            await SendAsync(Request(id, "tools/call", new JsonObject
            {
                ["name"] = tool,
                ["arguments"] = arguments.DeepClone(),
            }));
        var results = new List<JsonObject>();
        while (results.Count < times) results.Add((await AnswerAsync(id => id >= first, tool)).Result);
        return results;
    }

    /// <summary>Closes its input, as clients do, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        await notes;
        server.Dispose();
    }

    private async Task<JsonObject> AskAsync(string method, JsonObject parameters)
    {
        var id = ++asked;
        await SendAsync(Request(id, method, parameters));
        return (await AnswerAsync(answered => answered == id, method)).Result;
    }

    private async Task<(int Id, JsonObject Result)> AnswerAsync(Func<int, bool> isWanted, string method)
    {
        while (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var message = JsonNode.Parse(line)!.AsObject();
            if (message["id"] is not { } answered || !isWanted((int)answered)) continue;
            return ((int)answered, message["result"]?.AsObject()
                ?? throw new InvalidOperationException($"{method}: {line}"));
        }

        throw new InvalidOperationException($"The server ended: {await notes}");
    }

    private static JsonObject Request(int id, string method, JsonObject parameters) =>
        new() { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters };

    private async Task SendAsync(JsonObject message)
    {
        await server.StandardInput.WriteLineAsync(message.ToJsonString());
        await server.StandardInput.FlushAsync();
    }
}
