namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>What a client gets instead of its answer.</summary>
public abstract record RequestFailure
{
    private RequestFailure()
    {
    }

    /// <summary>409: the object was changed since it was read.</summary>
    public sealed record Conflict : RequestFailure;

    /// <summary>429 of priority and fairness, with Retry-After in seconds.</summary>
    public sealed record TooManyRequests(int RetryAfterSeconds = 1) : RequestFailure;

    /// <summary>500 with a Status.</summary>
    public sealed record InternalError : RequestFailure;

    /// <summary>503 as the aggregator answers for a backend that is down.</summary>
    public sealed record Unavailable : RequestFailure;

    /// <summary>200 with something that is not JSON.</summary>
    public sealed record Garbage : RequestFailure;

    /// <summary>Silence until the client gives up.</summary>
    public sealed record NoAnswer : RequestFailure;

    /// <summary>The connection is cut; nothing was done.</summary>
    public sealed record CutBefore : RequestFailure;

    /// <summary>The connection is cut after the request was carried out.</summary>
    public sealed record CutAfter : RequestFailure;
}
