using System.Text;
using System.Text.Json;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// Reads an error answer: a Status object where the API server itself answered, plain text where its aggregator, its
/// load shedding or something in front of it did.
/// </summary>
internal static class ApiErrorReader
{
    /// <summary>More causes than this explain nothing more.</summary>
    private const int CauseLimit = 5;

    private const int CauseTextLimit = 160;

    public static ApiError Read(int status, JsonElement? parsed, byte[] body, TimeSpan? retryAfter)
    {
        if (parsed is not { ValueKind: JsonValueKind.Object } answer || answer.TextAt("kind") != "Status")
            return new ApiError(KindWithoutStatus(status), status, null, Plain(status, body))
            {
                RetryAfter = retryAfter,
            };
        var reason = answer.TextAt("reason");
        var causes = Causes(answer);
        return new ApiError(
            Kind(status, reason, causes, answer), status, reason is null ? null : SafeText.Of(reason, 60),
            Message(status, answer, causes))
        {
            Causes = causes,
            RetryAfter = retryAfter ?? Seconds(answer),
        };
    }

    private static ApiErrorKind KindWithoutStatus(int status) => status switch
    {
        401 => ApiErrorKind.Unauthorized,
        403 => ApiErrorKind.Forbidden,
        404 => ApiErrorKind.NoSuchApi,
        409 => ApiErrorKind.Conflict,
        410 => ApiErrorKind.Expired,
        429 => ApiErrorKind.TooManyRequests,
        504 => ApiErrorKind.ServerTimeout,
        >= 500 => ApiErrorKind.GatewayError,
        _ => ApiErrorKind.Invalid,
    };

    private static ApiErrorKind Kind(int status, string? reason, List<ApiCause> causes, JsonElement answer) =>
        (status, reason) switch
        {
            (409, "AlreadyExists") => ApiErrorKind.AlreadyExists,
            (409, _) when Has(causes, "FieldManagerConflict") => ApiErrorKind.FieldConflict,
            (429, _) when Has(causes, "DisruptionBudget") => ApiErrorKind.DisruptionBudget,
            // An unknown resource of a known group is answered with a Status that names nothing.
            (404, _) => answer.TextAt("details", "name") is null ? ApiErrorKind.NoSuchApi : ApiErrorKind.NotFound,
            (504, _) or (_, "Timeout" or "ServerTimeout") => ApiErrorKind.ServerTimeout,
            ( >= 500, _) => ApiErrorKind.ServerError,
            _ => KindWithoutStatus(status),
        };

    private static bool Has(List<ApiCause> causes, string reason) => causes.Exists(cause => cause.Reason == reason);

    private static List<ApiCause> Causes(JsonElement answer) =>
    [
        .. answer.ItemsAt("details", "causes").Take(CauseLimit).Select(cause => new ApiCause(
            cause.TextAt("reason") is { } reason ? SafeText.Of(reason, 60) : null,
            cause.TextAt("field") is { } field ? SafeText.Of(field, CauseTextLimit) : null,
            WithoutObject(cause.TextAt("message"), CauseTextLimit))),
    ];

    private static string Message(int status, JsonElement answer, List<ApiCause> causes)
    {
        var message = WithoutObject(answer.TextAt("message"), SafeText.DefaultLimit);
        if (message.Length == 0) message = $"The server answered {status}.";
        var fields = string.Join("; ", causes
            .Where(cause => cause.Field is not null && !message.Contains(cause.Field, StringComparison.Ordinal))
            .Select(cause => cause.Field));
        return fields.Length == 0 ? message : SafeText.Of($"{message} ({fields})", 2 * SafeText.DefaultLimit);
    }

    /// <summary>
    /// A refusal to decode quotes the whole object, environment values included: everything from the first brace on is
    /// left out. A sample: <c>"" is invalid: patch: Invalid value: "{\"apiVersion\":...</c>
    /// </summary>
    private static string WithoutObject(string? message, int limit)
    {
        var brace = message?.IndexOf('{', StringComparison.Ordinal) ?? -1;
        return brace < 0
            ? SafeText.Of(message, limit)
            : SafeText.Of(message![..brace].TrimEnd('"', ' '), limit - 20) + " (object left out)";
    }

    private static string Plain(int status, byte[] body)
    {
        var text = SafeText.Of(Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2048))), 200);
        // An HTML page of some proxy says nothing that its status does not.
        return text.Length == 0 || text[0] is '<' or '{' or '['
            ? $"The server answered {status} without a Status."
            : $"The server answered {status}: {text}";
    }

    private static TimeSpan? Seconds(JsonElement answer) =>
        answer.IntAt("details", "retryAfterSeconds") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;
}
