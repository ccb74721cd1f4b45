using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SpecSkills.EmbeddedCluster.Api;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Server;

/// <summary>One HTTP request: read whole, checked, handed to the machine, answered or streamed.</summary>
internal sealed class HttpExchange(MachineHost host, EmbeddedClusterServerOptions options)
{
    /// <summary>A real server's limit on bodies.</summary>
    public const int MaximumBodyBytes = 3 * 1024 * 1024;

    // A hashed counter, not the machine's source: an answer must not change what the machine does next.
    private static long counter;

    public async Task RunAsync(HttpContext context)
    {
        var body = await ReadBodyAsync(context);
        var request = Read(context.Request, body ?? default);
        var auditId = string.IsNullOrEmpty(request.AuditId) ? NextAuditId() : request.AuditId;
        if (body is null)
        {
            await AnswerAsync(context, request, Statuses.Failure(413, "RequestEntityTooLarge",
                "Request entity too large: limit is 3145728"), auditId);
            return;
        }
        if (Unauthorized(context.Request) is { } unauthorized)
        {
            await AnswerAsync(context, request, unauthorized, auditId);
            return;
        }
        var fault = await host.InterceptAsync(request);
        switch (fault)
        {
            case RequestFault.Respond respond:
                await AnswerAsync(context, request, respond.Response, auditId);
                return;
            case RequestFault.NeverAnswer:
                await UntilClientLeavesAsync(context);
                return;
            case RequestFault.CloseConnection:
                context.Abort();
                return;
        }
        var response = await host.HandleAsync(request);
        if (fault is RequestFault.HandleThenClose)
        {
            Record(request, context.Request, response.Status, auditId);
            context.Abort();
            return;
        }
        await AnswerAsync(context, request, response, auditId);
    }

    private async Task AnswerAsync(HttpContext context, ApiRequest request, ApiResponse response, string auditId)
    {
        var answer = context.Response;
        answer.StatusCode = response.Status;
        answer.ContentType = response.ContentType;
        answer.Headers["Audit-Id"] = auditId;
        answer.Headers.CacheControl = "no-cache, private";
        foreach (var group in response.Headers.GroupBy(header => header.Key))
            answer.Headers[group.Key] = new StringValues([.. group.Select(header => header.Value)]);
        Record(request, context.Request, response.Status, auditId);
        if (response.Watch is { } watch)
        {
            await StreamAsync(context, watch);
            return;
        }
        answer.ContentLength = response.Body.Length;
        if (context.Request.Method != "HEAD")
            await answer.Body.WriteAsync(response.Body, context.RequestAborted)
                .AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task StreamAsync(HttpContext context, WatchSubscription watch)
    {
        var frames = Channel.CreateBounded<ReadOnlyMemory<byte>>(
            new BoundedChannelOptions(WatchSubscription.MaximumPendingFrames) { SingleReader = true });
        host.With(_ =>
        {
            watch.Attach(frames.Writer.TryWrite, () => frames.Writer.TryComplete());
            return true;
        });
        try
        {
            await context.Response.StartAsync(context.RequestAborted);
            // Starting leaves the headers in the buffer; a client of a quiet watch would wait for its first event.
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            while (await frames.Reader.WaitToReadAsync(context.RequestAborted))
            {
                while (frames.Reader.TryRead(out var frame))
                    context.Response.BodyWriter.Write(frame.Span);
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has closed the connection.
        }
        finally
        {
            host.With(machine =>
            {
                machine.DropWatches(open => ReferenceEquals(open, watch));
                return true;
            });
        }
    }

    private static async Task UntilClientLeavesAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is 0 || context.Request.Method is "GET" or "HEAD")
            return ReadOnlyMemory<byte>.Empty;
        try
        {
            using var buffer = new MemoryStream();
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
            return buffer.Length > MaximumBodyBytes ? null : buffer.ToArray();
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }

    private static ApiRequest Read(HttpRequest request, ReadOnlyMemory<byte> body) => new(
        request.Method, request.Path.Value ?? "/",
        [.. request.Query.SelectMany(pair => pair.Value.Select(
            value => new KeyValuePair<string, string>(pair.Key, value ?? "")))])
    {
        Accept = Header(request, "Accept"),
        ContentType = request.ContentType,
        UserAgent = Header(request, "User-Agent"),
        AuditId = Header(request, "Audit-ID"),
        IfNoneMatch = Header(request, "If-None-Match"),
        Body = body,
    };

    private static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? values.ToString() : null;

    private ApiResponse? Unauthorized(HttpRequest request)
    {
        if (options.BearerToken is null)
            return null;
        var given = Encoding.UTF8.GetBytes(Header(request, "Authorization") ?? "");
        var expected = Encoding.UTF8.GetBytes("Bearer " + options.BearerToken);
        return CryptographicOperations.FixedTimeEquals(given, expected)
            ? null
            : Statuses.Failure(401, "Unauthorized", "Unauthorized");
    }

    private void Record(ApiRequest request, HttpRequest http, int status, string auditId)
    {
        if (options.OnRequest is not { } listener)
            return;
        var manager = request.QueryValue("fieldManager") is { Length: > 0 } named
            ? named
            : (request.UserAgent ?? "unknown").Split('/')[0];
        listener(new RecordedRequest(
            host.Now, request.Method, request.Path + http.QueryString.Value, request.ContentType, request.Body,
            "sha256:" + Convert.ToHexStringLower(SHA256.HashData(request.Body.Span)), status, request.UserAgent,
                manager,
            auditId));
    }

    private static string NextAuditId()
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(
            Interlocked.Increment(ref counter).ToString(CultureInfo.InvariantCulture)));
        return new Guid(hash.AsSpan(0, 16)).ToString();
    }
}
