using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// A small client of one API server. Every call is bounded in time and size; reads are repeated a little, writes never.
/// Failures are values; the only exception is the caller's own cancellation of a read, or of a write not yet begun.
/// </summary>
public sealed class ApiClient : IDisposable
{
    /// <summary>kubectl's own page size is 500; pods are large, and a page must stay under the answer limit.</summary>
    private const int PageSize = 250;

    /// <summary>Lists of this program are one service's: 10,000 objects are a mistake or a lie.</summary>
    private const int PageLimit = 40;

    private readonly ApiClientOptions options;
    private readonly CredentialSource credentials;
    private readonly HttpClient http;
    private volatile X509Certificate2? execCertificate;

    /// <summary>A client of the connection's server.</summary>
    public ApiClient(ClusterConnection connection, ApiClientOptions? options = null)
    {
        Connection = connection;
        this.options = options ?? new ApiClientOptions();
        credentials = CredentialSource.For(connection.Credential, this.options.Timers);
        http = new HttpClient(Transport.Make(connection, this.options, () => execCertificate))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>What it is connected to.</summary>
    public ClusterConnection Connection { get; }

    /// <summary>Reads one object.</summary>
    public Task<ApiAnswer> GetAsync(
        string path, ExpectedObject expected, CancellationToken cancellation, bool mayRepeat = true) =>
        SendAsync(new ApiCall(HttpMethod.Get, path) { Expected = expected, MayRepeat = mayRepeat }, cancellation);

    /// <summary>Reads a whole list, page by page.</summary>
    public async Task<ApiListing> ListAsync(
        string path, string listKind, string? labelSelector, CancellationToken cancellation, bool mayRepeat = true)
    {
        // A continue token that has expired means starting over, once: the list moved on while it was read.
        var listing = await ListOnceAsync(path, listKind, labelSelector, mayRepeat, cancellation);
        return listing is ApiListing.Failed { Error.Kind: ApiErrorKind.Expired }
            ? await ListOnceAsync(path, listKind, labelSelector, mayRepeat, cancellation)
            : listing;
    }

    /// <summary>Asks whether the caller itself may do something: a question that changes nothing.</summary>
    public Task<ApiAnswer> MayAsync(
        string verb, string group, string resource, string ns, CancellationToken cancellation)
    {
        var question = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject
            {
                ["resourceAttributes"] = new JsonObject
                {
                    ["namespace"] = ns,
                    ["verb"] = verb,
                    ["group"] = group,
                    ["resource"] = resource,
                },
            },
        };
        return SendAsync(
            new ApiCall(HttpMethod.Post, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
            {
                Body = Encoding.UTF8.GetBytes(question.ToJsonString()),
            }, cancellation);
    }

    /// <summary>Sends one call. A write already begun runs to its own end whatever the caller's token says.</summary>
    internal async Task<ApiAnswer> SendAsync(ApiCall call, CancellationToken cancellation)
    {
        var repetitions = call.IsRead && call.MayRepeat ? options.Repetitions : 0;
        for (var attempt = 0; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            var answer = await SendOnceAsync(call, cancellation);
            if (answer is not ApiAnswer.Failed { Error: var error }) return answer;
            var renewed = call.IsRead && attempt == 0 && error.Kind == ApiErrorKind.Unauthorized
                && credentials.Forget();
            if (!renewed && (attempt >= repetitions || !error.IsTransient)) return answer;
            var wait = renewed ? TimeSpan.Zero : error.RetryAfter ?? options.RepetitionDelay * (1 << attempt);
            if (wait > options.LongestWait) return answer;
            await Task.Delay(wait, options.Timers, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        (credentials as IDisposable)?.Dispose();
    }

    private async Task<ApiListing> ListOnceAsync(
        string path, string listKind, string? labelSelector, bool mayRepeat, CancellationToken cancellation)
    {
        var items = new List<JsonElement>();
        string? token = null;
        for (var page = 0; page < PageLimit; page++)
        {
            var call = new ApiCall(HttpMethod.Get, path)
            {
                Query = Page(labelSelector, token),
                Expected = new ExpectedObject(listKind),
                MayRepeat = mayRepeat,
            };
            switch (await SendAsync(call, cancellation))
            {
                case ApiAnswer.Answered answered:
                    items.AddRange(answered.Body.ItemsAt("items"));
                    token = answered.Body.TextAt("metadata", "continue");
                    if (string.IsNullOrEmpty(token)) return new ApiListing.Complete(items);
                    break;
                case ApiAnswer.Failed failed:
                    return new ApiListing.Failed(failed.Error);
            }
        }

        return new ApiListing.Failed(new ApiError(
            ApiErrorKind.Malformed, 200, null, $"The list {path} has more than {PageLimit} pages of {PageSize}."));
    }

    private static List<KeyValuePair<string, string>> Page(string? labelSelector, string? token)
    {
        var query = new List<KeyValuePair<string, string>> { new("limit", $"{PageSize}") };
        if (labelSelector is not null) query.Add(new("labelSelector", labelSelector));
        if (token is not null) query.Add(new("continue", token));
        return query;
    }

    private async Task<ApiAnswer> SendOnceAsync(ApiCall call, CancellationToken cancellation)
    {
        // Having a credential may mean running a program with a limit of its own; nothing is sent before it ends.
        var reading = await credentials.ReadAsync(cancellation);
        if (reading is CredentialReading.Failed none) return Failed(ApiErrorKind.NoCredential, none.Message);
        var credential = (CredentialReading.Had)reading;
        using var timeout = new CancellationTokenSource(
            call.Timeout ?? (call.IsRead ? options.ReadTimeout : options.WriteTimeout), options.Timers);
        try
        {
            // Whoever walks away from a write still leaves it whole: only its own limit ends it.
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(
                timeout.Token, call.IsRead ? cancellation : CancellationToken.None);
            execCertificate = credential.Certificate;
            using var request = Request(call, credential.Token);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var body = await BoundedBody.ReadAsync(response.Content, options.MaximumAnswerBytes, limit.Token);
            return body is null
                ? AnswerReader.TooLarge((int)response.StatusCode, options.MaximumAnswerBytes)
                : AnswerReader.Read(call, response, body);
        }
        catch (OperationCanceledException) when (call.IsRead && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (OperationCanceledException)
        {
            return Failed(ApiErrorKind.TimedOut, $"No whole answer from {Connection.Server.Authority} in time.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            return new ApiAnswer.Failed(TransportErrors.Read(e, Connection.Server));
        }
    }

    private HttpRequestMessage Request(ApiCall call, SecretText? token)
    {
        var request = new HttpRequestMessage(call.Method,
            new Uri(Connection.Server.ToString().TrimEnd('/') + call.Target));
        request.Headers.TryAddWithoutValidation("Accept", ContentTypes.Json);
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        if (call.AuditId is { } id) request.Headers.TryAddWithoutValidation("Audit-ID", id);
        // The handler names and checks the server by this header: tls-server-name without a way round the checks.
        if (Connection.Trust.ServerName is { } name) request.Headers.Host = name;
        if (!call.Body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(call.Body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(call.ContentType);
        }

        return request;
    }

    private static ApiAnswer.Failed Failed(ApiErrorKind kind, string message) =>
        new(new ApiError(kind, 0, null, message));
}
