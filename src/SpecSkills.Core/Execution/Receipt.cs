namespace SpecSkills.Core.Execution;

/// <summary>The outcome of executing: the requests sent and how the object's version moved.</summary>
/// <param name="OperationId">Digest of the operation executed.</param>
/// <param name="Command">The kubectl or Helm command that does the same by hand; can be pasted into a shell.</param>
/// <param name="Requests">Every mutating request sent, in order.</param>
/// <param name="Error">What went wrong, bounded and safe to show.</param>
public sealed record Receipt(
    string OperationId,
    ReceiptStatus Status,
    string Command,
    IReadOnlyList<SentRequest> Requests,
    TimeSpan Duration,
    bool DryRun,
    string? ResourceVersionBefore,
    string? ResourceVersionAfter,
    string? Error = null);

/// <summary>How an execution ended.</summary>
public enum ReceiptStatus
{
    /// <summary>The server took the change.</summary>
    Success,

    /// <summary>The server answered an error; nothing was changed.</summary>
    Failure,

    /// <summary>
    /// Not sent, or turned away for a reason that is not a failure (a disruption budget, a moved object).
    /// </summary>
    Refused,

    /// <summary>No answer: the change may or may not have happened, and the cluster is asked.</summary>
    Unknown,

    /// <summary>
    /// The object changed under the precondition: read it again and, if it is still the same, send again.
    /// </summary>
    Conflict,
}

/// <summary>One request. <paramref name="Status"/> 0 means no answer.</summary>
public sealed record SentRequest(string Method, string Path, int Status);
