namespace SpecSkills.Kubernetes.Client;

/// <summary>A call that failed.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="StatusCode">HTTP status; 0 without an answer.</param>
/// <param name="Reason">The Status' reason, where there was one.</param>
/// <param name="Message">One bounded line, safe to show; never a whole object.</param>
public sealed record ApiError(ApiErrorKind Kind, int StatusCode, string? Reason, string Message)
{
    /// <summary>Causes of the Status, bounded.</summary>
    public IReadOnlyList<ApiCause> Causes { get; init; } = [];

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the request cannot have been acted on, since it never reached a server.</summary>
    public bool NothingSent =>
        Kind is ApiErrorKind.Unreachable or ApiErrorKind.Untrusted or ApiErrorKind.NoCredential;

    /// <summary>True when it is not known whether a sent change happened.</summary>
    public bool OutcomeUnknown => Kind is ApiErrorKind.ConnectionLost or ApiErrorKind.TimedOut
        or ApiErrorKind.Malformed or ApiErrorKind.ServerTimeout or ApiErrorKind.GatewayError;

    /// <summary>True when asking again soon may help. Not for timeouts: they would multiply.</summary>
    public bool IsTransient => Kind is ApiErrorKind.Unreachable or ApiErrorKind.ConnectionLost
        or ApiErrorKind.TooManyRequests or ApiErrorKind.ServerError or ApiErrorKind.GatewayError
        or ApiErrorKind.ServerTimeout;
}
