using SpecSkills.Application.Ports;

namespace SpecSkills.Application.Audit;

/// <summary>
/// Tells of records as they come, from every writer and in every segment. It polls instead of listening:
/// nothing is lost when a day turns, a day is pruned or the index is built again.
/// </summary>
public sealed class FollowRecord(IAuditReader reader, TimeProvider time)
{
    /// <summary>Soon enough for a person who watches; a look that finds nothing costs about a millisecond.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Tells the newest matching page, oldest first, then every matching record that follows, until cancelled.
    /// </summary>
    /// <param name="query">Its limit is that of the first page only.</param>
    /// <param name="tell">Called with one or more records; each record once, in order.</param>
    public async Task ExecuteAsync(
        AuditQuery query, Action<IReadOnlyList<AuditEntry>> tell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tell);
        // What is newest of all, matching or not: a record between the two looks is then told once.
        var seen = reader.Query(new AuditQuery(Limit: 1)).Records is [var newest] ? newest.Sequence : 0;
        Tell(reader.Query(query with { Before = seen + 1 }).Records);
        while (!cancellation.IsCancellationRequested)
        {
            var records = Since(query, seen);
            if (records.Count > 0) seen = records[0].Sequence;
            Tell(records);
            await Task.Delay(LookEvery, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void Tell(IReadOnlyList<AuditEntry> records)
        {
            if (records.Count > 0) tell([.. records.Reverse()]);
        }
    }

    /// <summary>Every match after a number, newest first, however many have come meanwhile.</summary>
    private List<AuditEntry> Since(AuditQuery query, long seen)
    {
        var all = new List<AuditEntry>();
        long? before = null;
        do
        {
            var page = reader.Query(query with { After = seen, Before = before, Limit = AuditQuery.MaximumLimit });
            all.AddRange(page.Records);
            before = page.Next;
        }
        while (before is not null);
        return all;
    }
}
