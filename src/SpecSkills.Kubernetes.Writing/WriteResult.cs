using SpecSkills.Core.Execution;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>What sending a plan came to, before it is a receipt.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Requests">Every mutating request sent.</param>
/// <param name="VersionAfter">The object's version as answered.</param>
/// <param name="Error">Why it is no plain success.</param>
internal sealed record WriteResult(
    ReceiptStatus Status, IReadOnlyList<SentRequest> Requests, string? VersionAfter, string? Error)
{
    /// <summary>Nothing was sent.</summary>
    public static WriteResult Refused(string why) => new(ReceiptStatus.Refused, [], null, why);

    /// <summary>Nothing was sent, since something failed before.</summary>
    public static WriteResult NotSent(ReceiptStatus status, string why) => new(status, [], null, why);
}
