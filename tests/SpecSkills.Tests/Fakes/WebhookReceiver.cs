using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace SpecSkills.Tests.Fakes;

/// <summary>A real HTTP server on loopback that keeps what it is sent, as a webhook gets it.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly List<JsonObject> received = [];
    private readonly Lock guard = new();
    private readonly Task serving;

    public WebhookReceiver()
    {
        // The system gives no free port to HttpListener: one is taken from it and given back.
        for (var tries = 0; ; tries++)
        {
            using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            listener.Prefixes.Clear();
            listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
            try
            {
                listener.Start();
                break;
            }
            catch (HttpListenerException) when (tries < 10)
            {
                // Another thread was quicker.
            }
        }

        serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>The secret address a person would keep in the book of channels.</summary>
    public string Address => $"http://127.0.0.1:{Port}/services/secret";

    /// <summary>What the server answers with from now on; 0 for never.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Where it sends its clients instead, if anywhere.</summary>
    public string? Redirect { get; set; }

    public IReadOnlyList<JsonObject> Received
    {
        get
        {
            lock (guard) return [.. received];
        }
    }

    /// <summary>The code in the newest Slack message.</summary>
    public string Code => ((string)Received[^1]["text"]!).Split('\n')
        .Single(line => line.StartsWith("code: ", StringComparison.Ordinal))["code: ".Length..];

    public async ValueTask DisposeAsync()
    {
        listener.Abort();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var exchange = await listener.GetContextAsync();
                using var reader = new StreamReader(exchange.Request.InputStream, Encoding.UTF8);
                var body = JsonNode.Parse(await reader.ReadToEndAsync())!.AsObject();
                lock (guard) received.Add(body);
                if (Status == 0) continue;
                exchange.Response.StatusCode = Status;
                if (Redirect is { } elsewhere) exchange.Response.RedirectLocation = elsewhere;
                exchange.Response.Close();
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
