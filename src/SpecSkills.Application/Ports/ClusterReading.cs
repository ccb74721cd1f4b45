namespace SpecSkills.Application.Ports;

/// <summary>Something read from a cluster, or why not.</summary>
public abstract record ClusterReading<T>
{
    private ClusterReading()
    {
    }

    /// <summary>It was read.</summary>
    public sealed record Read(T Value) : ClusterReading<T>;

    /// <summary>
    /// It was not. <paramref name="Message"/> says what was tried, what came back and what to do next.
    /// </summary>
    public sealed record Failed(ClusterFailure Failure, string Message) : ClusterReading<T>;
}

/// <summary>Why reading a cluster failed.</summary>
public enum ClusterFailure
{
    /// <summary>No connection, a timeout, a server error: try again.</summary>
    Unreachable,

    /// <summary>The object does not exist.</summary>
    NotFound,

    /// <summary>The credentials are not accepted or do not suffice.</summary>
    Forbidden,

    /// <summary>The answer is not what a Kubernetes API answers.</summary>
    Malformed,
}
