using System.Text.Json;
using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// Bounds one attempt in time and size, and lets nothing through to the official client that is not a success of a
/// Kubernetes API: status, type and JSON are believed no further than they have to be.
/// </summary>
internal sealed class AnswerHandler(ClusterConnection connection, ApiClientOptions options) : DelegatingHandler
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(
            request.Method == HttpMethod.Get ? options.ReadTimeout : options.WriteTimeout, options.Timers);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        HttpResponseMessage? response = null;
        ApiError error;
        try
        {
            response = await base.SendAsync(request, either.Token);
            var body = await BoundedBody.ReadAsync(response.Content, options.MaximumAnswerBytes, either.Token);
            if (Refused(request, response, body) is not { } refused) return response;
            error = refused;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            throw;
        }
        catch (OperationCanceledException)
        {
            error = new ApiError(
                ApiErrorKind.TimedOut, 0, null, $"No whole answer from {connection.Server.Authority} in time.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            error = TransportErrors.Read(e, connection.Server);
        }

        response?.Dispose();
        return request.Fail(error);
    }

    /// <summary>Any answer that a Kubernetes API does not give where it succeeds.</summary>
    public static ApiError Malformed(int status, string why) => new(
        ApiErrorKind.Malformed, status, null,
        $"The answer is not what a Kubernetes API answers: {why}. Is the server's address right?");

    private ApiError? Refused(HttpRequestMessage request, HttpResponseMessage response, byte[]? body)
    {
        var status = (int)response.StatusCode;
        if (body is null) return Malformed(status, $"it is larger than {options.MaximumAnswerBytes / 1024} KiB");
        if (status is >= 300 and < 400) return Redirected(response);
        if (status is < 200 or >= 300) return ApiErrorReader.Read(status, Parse(body), body, RetryAfter(response));
        if (response.Content.Headers.ContentType?.MediaType is not ("application/json" or "text/json"))
            return Malformed(status, $"it is {Described(response)}, not application/json");
        if (Parse(body) is not { ValueKind: JsonValueKind.Object } answer)
            return Malformed(status, "it is not a whole JSON object");
        request.Succeed(answer);
        return null;
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ApiError Redirected(HttpResponseMessage response) => new(
        ApiErrorKind.Redirected, (int)response.StatusCode, null,
        $"The server answered by redirecting to {SafeText.Of(response.Headers.Location?.ToString(), 120)}. Redirects " +
        "are not followed; name the API server itself in the kubeconfig.");

    private static string Described(HttpResponseMessage response) =>
        SafeText.Of(response.Content.Headers.ContentType?.MediaType, 60) is { Length: > 0 } type ? type : "untyped";

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta is { } wait && wait >= TimeSpan.Zero ? wait : null;
}
