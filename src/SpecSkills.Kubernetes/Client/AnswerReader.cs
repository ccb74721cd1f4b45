using System.Text.Json;

namespace SpecSkills.Kubernetes.Client;

/// <summary>Turns status, headers and bytes into an answer, believing none of them further than it has to.</summary>
internal static class AnswerReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    public static ApiAnswer Read(ApiCall call, HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400) return Failed(Redirected(response));
        if (status is < 200 or >= 300)
            return Failed(ApiErrorReader.Read(status, Parse(body), body, RetryAfter(response)));
        if (response.Content.Headers.ContentType?.MediaType is not ("application/json" or "text/json"))
            return Malformed(status, $"it is {Described(response)}, not application/json");
        if (Parse(body) is not { ValueKind: JsonValueKind.Object } answer)
            return Malformed(status, "it is not a whole JSON object");
        return Lie(call.Expected, answer) is { } lie
            ? Malformed(status, lie)
            : new ApiAnswer.Answered(status, answer);
    }

    public static ApiAnswer TooLarge(int status, int limit) =>
        Malformed(status, $"it is larger than {limit / 1024} KiB");

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

    /// <summary>Why the answer is not what was asked for, or null.</summary>
    private static string? Lie(ExpectedObject? expected, JsonElement answer)
    {
        if (expected is null) return null;
        if (answer.TextAt("kind") is var kind && kind != expected.Kind)
            return $"its kind is '{SafeText.Of(kind, 60)}', not {expected.Kind}";
        if (kind == "Status" && answer.TextAt("status") != "Success") return "it is a Status without success";
        return Differs("name", expected.Name) ?? Differs("namespace", expected.Namespace)
            ?? Differs("uid", expected.Uid);

        string? Differs(string key, string? wanted) =>
            wanted is null || answer.TextAt("metadata", key) == wanted
                ? null
                : $"its {key} is '{SafeText.Of(answer.TextAt("metadata", key), 60)}', not '{wanted}'";
    }

    private static ApiError Redirected(HttpResponseMessage response) => new(
        ApiErrorKind.Redirected, (int)response.StatusCode, null,
        $"The server answered by redirecting to {SafeText.Of(response.Headers.Location?.ToString(), 120)}. Redirects " +
        "are not followed; name the API server itself in the kubeconfig.");

    private static ApiAnswer.Failed Malformed(int status, string why) => Failed(new ApiError(
        ApiErrorKind.Malformed, status, null,
        $"The answer is not what a Kubernetes API answers: {why}. Is the server's address right?"));

    private static string Described(HttpResponseMessage response) =>
        SafeText.Of(response.Content.Headers.ContentType?.MediaType, 60) is { Length: > 0 } type ? type : "untyped";

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta is { } wait && wait >= TimeSpan.Zero ? wait : null;

    private static ApiAnswer.Failed Failed(ApiError error) => new(error);
}
