using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SpecSkills.EndToEnd.Harness;

/// <summary>
/// Stands between a program and the cluster, passes requests on, remembers those that change something, and holds one
/// of them at a chosen point, so that a program can be killed exactly there.
/// </summary>
internal sealed class ClusterProxy : IAsyncDisposable
{
    private static readonly string[] NotForwarded = ["Host", "Content-Length", "Content-Type", "Connection"];

    private readonly HttpListener listener = new();
    private readonly HttpClient client;
    private readonly ConcurrentQueue<string> changes = new();
    private readonly ConcurrentBag<Task> answering = [];
    private readonly Task accepting;
    private volatile HeldRequest? hold;

    public ClusterProxy(Uri cluster)
    {
        client = new HttpClient { BaseAddress = cluster };
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Requests that reached the cluster and were to change something: method and body.</summary>
    public IReadOnlyList<string> Changes => [.. changes];

    /// <summary>Holds one request from now on.</summary>
    public HeldRequest Hold(HeldRequest request)
    {
        hold = request;
        return request;
    }

    /// <summary>A kubeconfig by which programs come this way.</summary>
    public string WriteKubeconfig(string folder)
    {
        var file = Path.Combine(folder, "proxy.kubeconfig");
        File.WriteAllText(file, $$"""
            apiVersion: v1
            kind: Config
            current-context: proxy
            clusters:
            - name: proxy
              cluster: {server: "{{Address.GetLeftPart(UriPartial.Authority)}}"}
            users:
            - name: anonymous
              user: {}
            contexts:
            - name: proxy
              context: {cluster: proxy, user: anonymous}
            """);
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        hold?.Release();
        listener.Close();
        await accepting;
        await Task.WhenAll(answering);
        client.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                answering.Add(AnswerAsync(await listener.GetContextAsync()));
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var (method, path) = (context.Request.HttpMethod, context.Request.RawUrl!);
            var held = hold is { } wanted && wanted.Fits(method, path) ? wanted : null;
            using var request = await RequestAsync(context.Request);
            if (held?.Point == HoldPoint.BeforeTheCluster)
            {
                await held.StandAsync();
                context.Response.Abort();
                return;
            }

            if (method != "GET") changes.Enqueue($"{method} {await request.Content!.ReadAsStringAsync()}");
            using var answer = await client.SendAsync(request);
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (held?.Point == HoldPoint.BeforeTheAnswer) await held.StandAsync();
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            context.Response.ContentLength64 = body.Length;
            if (held is not null)
            {
                await context.Response.OutputStream.WriteAsync(body.AsMemory(0, body.Length / 2));
                await context.Response.OutputStream.FlushAsync();
                await held.StandAsync();
                context.Response.Abort();
                return;
            }

            await context.Response.OutputStream.WriteAsync(body);
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException
                                         or HttpRequestException)
        {
            // The program at the other end was killed, or the test is over: no client waits for this answer.
        }
    }

    private static async Task<HttpRequestMessage> RequestAsync(HttpListenerRequest from)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.HttpMethod), from.RawUrl);
        if (from.HasEntityBody)
        {
            using var body = new MemoryStream();
            await from.InputStream.CopyToAsync(body);
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", from.ContentType);
        }

        foreach (var name in from.Headers.AllKeys)
            if (name is not null && !NotForwarded.Contains(name, StringComparer.OrdinalIgnoreCase))
                request.Headers.TryAddWithoutValidation(name, from.Headers[name]);
        return request;
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
