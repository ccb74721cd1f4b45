using System.Text.Json.Nodes;
using SpecSkills.Core.Audit;

namespace SpecSkills.Application.Ports;

/// <summary>
/// The read side of the record. Answers come from an index that can be rebuilt from the lines at any time.
/// </summary>
public interface IAuditReader
{
    /// <summary>Records that match, newest first, one page.</summary>
    AuditPage Query(AuditQuery query);

    /// <summary>
    /// A record and every later one, oldest first, and none left out: numbers without a gap up to the last line on
    /// disk. What must not be hidden from the gate by editing an index is asked for this way.
    /// </summary>
    /// <exception cref="AuditUnavailableException">There is a gap, or more than <see cref="AuditQuery.SinceLimit"/>
    /// records.</exception>
    IReadOnlyList<AuditEntry> Since(long sequence);

    /// <summary>Walks the whole chain against checkpoints and the remembered head.</summary>
    /// <param name="seen">What an outside witness remembers of it: the head in a notification.</param>
    AuditVerification Verify(params IReadOnlyList<AuditWitness> seen);

    /// <summary>
    /// Holds every row of the index against its line: an index that was edited hides records from queries while the
    /// chain holds. The first difference, or null.
    /// </summary>
    IndexDifference? CompareIndex();

    /// <summary>Forgets the index and reads every line again; the number of records indexed.</summary>
    long RebuildIndex();
}

/// <summary>What to look for; a null part matches everything.</summary>
/// <param name="OperationId">Records of this operation, its decision and governance included.</param>
/// <param name="Id">Records with exactly this id.</param>
/// <param name="Verdict"><c>allowed</c>, <c>requires_approval</c>, <c>blocked</c>.</param>
/// <param name="Since">Not older than this.</param>
/// <param name="Until">Not newer than this.</param>
/// <param name="Limit">Records on a page, 1 to <see cref="MaximumLimit"/>.</param>
/// <param name="Before">Only records before this number: the cursor of the page before.</param>
/// <param name="After">Only records after this number: what a follower of the record has seen.</param>
public sealed record AuditQuery(
    string? Service = null,
    string? OperationId = null,
    string? Id = null,
    string? Verdict = null,
    string? Kind = null,
    DateTimeOffset? Since = null,
    int Limit = AuditQuery.DefaultLimit,
    long? Before = null,
    DateTimeOffset? Until = null,
    long? After = null)
{
    /// <summary>A screenful.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Far more than is recorded while a permit lives.</summary>
    public const int SinceLimit = 20_000;

    /// <summary>With lines of at most 16 KiB a page stays under 4 MiB.</summary>
    public const int MaximumLimit = 250;
}

/// <summary>One page of records.</summary>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Records, long? Next);

/// <summary>A record that the index hides or tells wrongly.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Segment">Where its line stands.</param>
public sealed record IndexDifference(long Sequence, string Segment, string Explanation);

/// <summary>One record as read back.</summary>
public sealed record AuditEntry(long Sequence, JsonObject Record);
