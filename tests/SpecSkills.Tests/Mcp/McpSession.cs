using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using SpecSkills.Application.Agent;
using SpecSkills.Mcp;
using SpecSkills.Skills.Kit;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Tests.Fakes;

namespace SpecSkills.Tests.Mcp;

/// <summary>The real server and the SDK's own client over a pair of pipes, in either era of the protocol.</summary>
internal sealed class McpSession : IAsyncDisposable
{
    /// <summary>
    /// The era that opens with <c>server/discover</c>, and the one that opens with <c>initialize</c>.
    /// </summary>
    public const string Modern = "2026-07-28";

    public const string Legacy = "2025-11-25";

    private readonly CancellationTokenSource stop = new();
    private readonly Pipe toServer;
    private readonly ToolBackend backend;

    private McpSession(Pipe toServer, ToolBackend backend, Task server, McpClient client)
    {
        (this.toServer, this.backend, Server, Client) = (toServer, backend, server, client);
    }

    public McpClient Client { get; }

    /// <summary>Ends when the server has ended.</summary>
    public Task Server { get; }

    public static async Task<McpSession> OpenAsync(
        string era = Modern, string? repository = null, Func<CancellationToken, Task<SkillSet>>? connect = null)
    {
        var root = repository ?? RepositoryFiles.Root;
        var (toServer, toClient) = (new Pipe(), new Pipe());
        var backend = new ToolBackend(
            AcceptedFiles.InForce(root), new BlueprintHistory(root),
            connect ?? (_ => throw new InvalidOperationException("This session has no cluster.")));
        var stop = new CancellationTokenSource();
        var server = McpProgram.RunAsync(
            backend, toServer.Reader.AsStream(), toClient.Writer.AsStream(), NullLoggerFactory.Instance, stop.Token);
        var transport = new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream());
        var client = await McpClient.CreateAsync(transport, new McpClientOptions { ProtocolVersion = era });
        return new McpSession(toServer, backend, server, client);
    }

    /// <summary>Calls a tool and gives its structured answer, an error's too.</summary>
    public async Task<JsonElement> CallAsync(string tool, string arguments) =>
        (await ResultAsync(tool, arguments)).StructuredContent!.Value;

    /// <summary>Calls a tool and gives the whole result.</summary>
    public async Task<CallToolResult> ResultAsync(string tool, string arguments) => await Client.CallToolAsync(
        tool,
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(arguments)!
            .ToDictionary(pair => pair.Key, pair => (object?)pair.Value));

    /// <summary>Closes the server's input, as a client that goes away does.</summary>
    public async Task CloseInputAsync() => await toServer.Writer.CompleteAsync();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await CloseInputAsync();
        await Server;
        await Client.DisposeAsync();
        await backend.DisposeAsync();
        stop.Dispose();
    }
}
