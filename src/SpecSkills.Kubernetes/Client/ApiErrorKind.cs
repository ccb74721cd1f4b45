namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// What a failed call means to its caller. Told apart by code, reason and causes, never by a message.
/// </summary>
public enum ApiErrorKind
{
    /// <summary>No connection was made: nothing was sent.</summary>
    Unreachable,

    /// <summary>The server's certificate, or ours, was not accepted: nothing was sent.</summary>
    Untrusted,

    /// <summary>No credential could be had (exec plugin, token file): nothing was sent.</summary>
    NoCredential,

    /// <summary>The connection ended before a whole answer: what was sent may have been done.</summary>
    ConnectionLost,

    /// <summary>No whole answer in time: what was sent may have been done.</summary>
    TimedOut,

    /// <summary>An answer that a Kubernetes API does not give: wrong type, kind, name, size or JSON.</summary>
    Malformed,

    /// <summary>A redirect. No API server sends one, and following it would take credentials along.</summary>
    Redirected,

    /// <summary>401.</summary>
    Unauthorized,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>404 of an object.</summary>
    NotFound,

    /// <summary>404 of an API group or path: the server does not have this API.</summary>
    NoSuchApi,

    /// <summary>409, the object exists already.</summary>
    AlreadyExists,

    /// <summary>409, the resourceVersion or uid precondition does not hold.</summary>
    Conflict,

    /// <summary>409, another manager owns the fields (server-side apply).</summary>
    FieldConflict,

    /// <summary>410, a resourceVersion or continue token is too old.</summary>
    Expired,

    /// <summary>429, an eviction its PodDisruptionBudget does not allow now.</summary>
    DisruptionBudget,

    /// <summary>429, the server sheds load: nothing was done.</summary>
    TooManyRequests,

    /// <summary>400, 413, 415, 422 and other refusals of the request itself.</summary>
    Invalid,

    /// <summary>504, or reason Timeout: what was sent may have been done.</summary>
    ServerTimeout,

    /// <summary>5xx with a Status: the API server itself answered that it failed.</summary>
    ServerError,

    /// <summary>5xx without a Status: something before or behind the API server answered.</summary>
    GatewayError,
}
