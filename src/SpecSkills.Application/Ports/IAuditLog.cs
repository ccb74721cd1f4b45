using SpecSkills.Core.Audit;

namespace SpecSkills.Application.Ports;

/// <summary>The record: hash-chained lines on disk. No record, no write.</summary>
public interface IAuditLog
{
    /// <summary>
    /// Appends one record durably (flushed to disk) under the lock shared by processes, and gives its place in the
    /// chain.
    /// </summary>
    /// <exception cref="AuditUnavailableException">It could not be written; nothing may be changed.</exception>
    AuditPlace Append(AuditEvent auditEvent);
}

/// <summary>Where a record stands: sequence number and the hash of its line.</summary>
public sealed record AuditPlace(long Sequence, string LineHash);

/// <summary>The record could not be written (disk full, folder gone, lock not had).</summary>
public sealed class AuditUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
