using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SpecSkills.Application.Agent;
using SpecSkills.Mcp;
using SpecSkills.Skills.Kit;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Tests.Fakes;

namespace SpecSkills.Tests.Mcp;

/// <summary>A client that sends any line, also lines that no SDK would send.</summary>
internal sealed class RawMcp : IAsyncDisposable
{
    private readonly Pipe toServer = new();
    private readonly Pipe toClient = new();
    private readonly CancellationTokenSource stop = new();
    private readonly ToolBackend backend;
    private readonly Task server;
    private readonly StreamReader answers;
    private int asked;

    public RawMcp(string root, SkillSet skills)
    {
        backend = new ToolBackend(
            AcceptedFiles.InForce(root), new BlueprintHistory(root), _ => Task.FromResult(skills));
        server = McpProgram.RunAsync(
            backend, toServer.Reader.AsStream(), toClient.Writer.AsStream(), NullLoggerFactory.Instance, stop.Token);
        answers = new StreamReader(toClient.Reader.AsStream(), Encoding.UTF8);
    }

    /// <summary>Everything the server has asked its client, which must be nothing.</summary>
    public List<JsonObject> Questions { get; } = [];

    public async Task SendAsync(JsonObject message)
    {
        message["jsonrpc"] = "2.0";
        await toServer.Writer.WriteAsync(Encoding.UTF8.GetBytes(message.ToJsonString() + "\n"));
    }

    /// <summary>Asks, and gives the whole answer, error or result.</summary>
    public async Task<JsonObject> AskAsync(string method, JsonObject parameters)
    {
        var id = ++asked;
        await SendAsync(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters });
        while (await answers.ReadLineAsync(TestContextCancellation) is { } line)
        {
            var message = JsonNode.Parse(line)!.AsObject();
            if (message.ContainsKey("method"))
            {
                if (message.ContainsKey("id")) Questions.Add(message);
                continue;
            }

            if (message["id"]?.ToJsonString() == $"{id}") return message;
        }

        throw new InvalidOperationException("The server has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await toServer.Writer.CompleteAsync();
        await server;
        await backend.DisposeAsync();
        answers.Dispose();
        stop.Dispose();
    }

    private static CancellationToken TestContextCancellation => Xunit.TestContext.Current.CancellationToken;
}
