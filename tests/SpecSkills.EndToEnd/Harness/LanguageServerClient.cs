using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace SpecSkills.EndToEnd.Harness;

/// <summary>Talks to the YAML language server over its streams, as an editor does.</summary>
internal sealed class LanguageServerClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process server;
    private readonly CancellationTokenSource patience = new(Patience);
    private int lastId;
    private int version = 1;

    private LanguageServerClient(Process server) => this.server = server;

    public static async Task<LanguageServerClient> StartAsync(string folder)
    {
        var program = TestTools.Package(
            "yaml-language-server", "yaml-language-server", "bin", "yaml-language-server");
        var client = new LanguageServerClient(
            ProgramRun.Start(TestTools.OnPath("node"), [program, "--stdio"], folder));
        _ = client.server.StandardError.ReadToEndAsync();
        await client.AskAsync("initialize", new JsonObject
        {
            ["processId"] = Environment.ProcessId,
            ["rootUri"] = new Uri(folder).AbsoluteUri,
            ["capabilities"] = new JsonObject(),
        });
        await client.TellAsync("initialized", new JsonObject());
        return client;
    }

    /// <summary>Opens a file; its URI.</summary>
    public async Task<string> OpenAsync(string file, string text)
    {
        var uri = new Uri(file).AbsoluteUri;
        await TellAsync("textDocument/didOpen", new JsonObject
        {
            ["textDocument"] = new JsonObject
            {
                ["uri"] = uri,
                ["languageId"] = "yaml",
                ["version"] = version,
                ["text"] = text,
            },
        });
        return uri;
    }

    public Task ChangeAsync(string uri, string text) => TellAsync("textDocument/didChange", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = ++version },
        ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = text }),
    });

    /// <summary>Asks and waits for the answer to this very question.</summary>
    public async Task<JsonNode?> AskAsync(string method, JsonObject parameters)
    {
        var id = ++lastId;
        await SendAsync(new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        });
        while (true)
        {
            var message = await ReceiveAsync();
            if (message["method"] is null && $"{message["id"]}" == id.ToString(CultureInfo.InvariantCulture))
                return message["result"];
        }
    }

    /// <summary>Waits for a mistake with these words; those of earlier texts may still come before it.</summary>
    public async Task MistakeAsync(string uri, string words)
    {
        while (true)
        {
            var message = await ReceiveAsync();
            if ($"{message["method"]}" == "textDocument/publishDiagnostics" && $"{message["params"]!["uri"]}" == uri
                && message["params"]!["diagnostics"]!.ToJsonString().Contains(words, StringComparison.Ordinal))
                return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync(CancellationToken.None);
        server.Dispose();
        patience.Dispose();
    }

    private Task TellAsync(string method, JsonObject parameters) => SendAsync(new JsonObject
    {
        ["jsonrpc"] = "2.0",
        ["method"] = method,
        ["params"] = parameters,
    });

    private async Task SendAsync(JsonObject message)
    {
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        var stream = server.StandardInput.BaseStream;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"), patience.Token);
        await stream.WriteAsync(body, patience.Token);
        await stream.FlushAsync(patience.Token);
    }

    // Content-Length: 52\r\n\r\n{"jsonrpc":...
    private async Task<JsonNode> ReceiveAsync()
    {
        while (true)
        {
            var message = await NextAsync();
            if (message["method"] is null || message["id"] is null) return message;
            // The server asks its editor as well (for settings); this one has none.
            var settings = message["params"]?["items"] is JsonArray items
                ? new JsonArray([.. items.Select(_ => (JsonNode?)null)]) : null;
            await SendAsync(new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = message["id"]!.DeepClone(),
                ["result"] = settings,
            });
        }
    }

    private async Task<JsonNode> NextAsync()
    {
        var stream = server.StandardOutput.BaseStream;
        var header = new StringBuilder();
        var one = new byte[1];
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, patience.Token);
            header.Append((char)one[0]);
        }

        const string Name = "Content-Length: ";
        var length = header.ToString().Split("\r\n").First(line => line.StartsWith(Name, StringComparison.Ordinal));
        var body = new byte[int.Parse(length[Name.Length..], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, patience.Token);
        return JsonNode.Parse(body)!;
    }
}
