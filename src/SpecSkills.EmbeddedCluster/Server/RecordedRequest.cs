namespace SpecSkills.EmbeddedCluster.Server;

/// <summary>One request as it was answered.</summary>
/// <param name="Path">Path with its query.</param>
/// <param name="FieldManager">The manager the write counts for: the parameter, else the start of the User-
/// Agent.</param>
/// <param name="AuditId">The Audit-Id of the answer: the client's own where it sent one.</param>
public sealed record RecordedRequest(
    DateTimeOffset At,
    string Method,
    string Path,
    string? ContentType,
    ReadOnlyMemory<byte> Body,
    string BodyDigest,
    int Status,
    string? UserAgent,
    string FieldManager,
    string AuditId)
{
    /// <summary>True for a request that may have changed the cluster; a dry run does not.</summary>
    public bool IsMutating => Method is "POST" or "PUT" or "PATCH" or "DELETE"
        && !Path.Contains("dryRun=All", StringComparison.Ordinal);
}
