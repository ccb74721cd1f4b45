using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Ports;

/// <summary>The one way records are ever deleted: whole days, past their retention, on record.</summary>
public interface IAuditRetention
{
    /// <summary>Segments whose every record is older than the retention, oldest first; never the last one.</summary>
    IReadOnlyList<PrunableSegment> Due(TimeSpan retention, DateTimeOffset now);

    /// <summary>Records that it deletes them, then does. A record that does not verify is left as it is.</summary>
    /// <param name="rule">Where the retention stands, <c>policy.audit.retention_period</c>.</param>
    /// <exception cref="AuditUnavailableException">The record cannot be read or written.</exception>
    PruneResult Prune(TimeSpan retention, string rule, string policyDigest, Principal actor, DateTimeOffset now);
}

/// <summary>A segment past its retention.</summary>
/// <param name="Name">Path below the record's folder, <c>2026/11/22.jsonl</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="End">Number and hash of its last record.</param>
public sealed record PrunableSegment(string Name, long Bytes, AuditHead End);

/// <summary>What came of pruning.</summary>
public abstract record PruneResult
{
    private PruneResult()
    {
    }

    /// <summary>Nothing is old enough.</summary>
    public sealed record NothingDue : PruneResult;

    /// <summary>These are gone.</summary>
    public sealed record Pruned(IReadOnlyList<PrunableSegment> Segments) : PruneResult;

    /// <summary>The record does not verify: nothing was deleted.</summary>
    public sealed record Broken(AuditFault Fault) : PruneResult;

    /// <summary>How long to keep is not known - a file that says so cannot be read: nothing was deleted.</summary>
    public sealed record Undecided(string Why) : PruneResult;
}
