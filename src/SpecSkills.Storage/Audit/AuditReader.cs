using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;

namespace SpecSkills.Storage.Audit;

/// <summary>Reads the record back: pages through the index, or the whole chain line by line.</summary>
public sealed class AuditReader(IAuditDisk disk, AuditIndex index) : IAuditReader
{
    /// <summary>A page that does not match the lines is read again, from a rebuilt index.</summary>
    private const int Attempts = 3;

    private long builtFrom = -1;

    /// <inheritdoc/>
    public AuditPage Query(AuditQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, AuditQuery.MaximumLimit);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var page = index.Guarded(() => index.Healed(() =>
            {
                var lengths = CatchUp();
                var places = index.Find(query with { Limit = limit + 1 });
                var records = HasNoGap(places, query, lengths) ? Read(places.Take(limit), query, lengths) : null;
                if (records is null) Rebuild(lengths);
                return records is null
                    ? null
                    : new AuditPage(records, places.Count > limit ? places[limit - 1].Sequence : null);
            }));
            if (page is not null) return page;
        }

        throw new AuditUnavailableException(
            "The record's lines do not match its index, although the index was rebuilt from them: another program "
            + "is changing the record. 'specskills audit verify' says where.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<AuditEntry> Since(long sequence)
    {
        var query = new AuditQuery(After: sequence - 1);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var records = index.Guarded(() => index.Healed(() =>
            {
                var lengths = CatchUp();
                var places = index.Find(query with { Limit = AuditQuery.SinceLimit + 1 });
                var found = IsComplete(places, sequence, lengths) ? Read(places.Reverse(), query, lengths) : null;
                if (found is null) Rebuild(lengths);
                return found;
            }));
            if (records is not null) return records;
        }

        throw new AuditUnavailableException(
            $"The records from {sequence} on have a gap, so nothing may be changed. 'specskills audit verify' says "
            + "where.");
    }

    /// <inheritdoc/>
    public AuditVerification Verify(params IReadOnlyList<AuditWitness> seen)
    {
        try
        {
            return Walk([.. seen]);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new AuditUnavailableException(
                $"The record cannot be read completely, so it cannot be verified: {failure.Message}", failure);
        }
    }

    private AuditVerification Walk(List<AuditWitness> witnesses)
    {
        Dictionary<string, long> lengths;
        using (disk.Lock())
        {
            lengths = Lengths();
            if (disk.Remembered() is { } head) witnesses.Add(new AuditWitness("the state folder's head", head));
            witnesses.AddRange(AuditCheckpoints.Read(disk));
        }

        return AuditVerifier.Verify(
            lengths.Where(file => file.Value > 0).Select(file => new AuditSegment(
                file.Key,
                SegmentLines.Of(disk, file.Key, 0, file.Value).Select(line => line.Bytes),
                disk.Read(file.Key, file.Value - 1, 1) is not [(byte)'\n'])),
            witnesses);
    }

    /// <inheritdoc/>
    public IndexDifference? CompareIndex() => index.Guarded(() => index.Healed(() =>
        new IndexComparison(disk, index, CatchUp()).First()));

    /// <inheritdoc/>
    public long RebuildIndex() => index.Guarded(() => index.Healed(() =>
    {
        Rebuild(SettledLengths());
        return index.Count();
    }));

    /// <summary>Brings the index up to the lines; gives the segments it now knows, with their lengths.</summary>
    private Dictionary<string, long> CatchUp()
    {
        var lengths = SettledLengths();
        var known = index.Segments();
        if (known.Any(segment => lengths.TryGetValue(segment.Key, out var length) && length < segment.Value))
        {
            Rebuild(lengths);
            return lengths;
        }

        foreach (var pruned in known.Keys.Where(name => !lengths.ContainsKey(name))) index.Forget(pruned);
        foreach (var (segment, length) in lengths)
        {
            var done = known.GetValueOrDefault(segment);
            if (length > done) index.Add(segment, SegmentLines.Of(disk, segment, done, length));
        }

        return lengths;
    }

    private void Rebuild(Dictionary<string, long> lengths)
    {
        index.Rebuild(lengths.Select(segment =>
            (segment.Key, SegmentLines.Of(disk, segment.Key, 0, segment.Value))));
        builtFrom = lengths.Values.Sum();
    }

    /// <summary>Under the lock no line is half-way in or about to be taken back.</summary>
    private Dictionary<string, long> SettledLengths()
    {
        using (disk.Lock()) return Lengths();
    }

    /// <summary>
    /// What asks for everything gets everything: numbers without a gap, up to the last line. Where the lines themselves
    /// have one, a rebuilt index has it too, and is then accepted.
    /// </summary>
    private bool HasNoGap(IReadOnlyList<RecordPlace> places, AuditQuery query, Dictionary<string, long> lengths)
    {
        if (query != new AuditQuery(Limit: query.Limit, Before: query.Before, After: query.After)) return true;
        var bytes = lengths.Values.Sum();
        if (bytes == builtFrom) return true;
        return Follow(places)
            && (query.Before is not null || (places.Count > 0 ? EndsAtTheLastLine(places[0], lengths) : bytes == 0));
    }

    /// <summary>Newest first: the first is the last line on disk, and each follows on the next.</summary>
    private bool IsComplete(IReadOnlyList<RecordPlace> places, long from, Dictionary<string, long> lengths) =>
        places.Count is > 0 and <= AuditQuery.SinceLimit
        && EndsAtTheLastLine(places[0], lengths) && places[^1].Sequence == from && Follow(places);

    private bool EndsAtTheLastLine(RecordPlace place, Dictionary<string, long> lengths) =>
        lengths.LastOrDefault(segment => segment.Value > 0) is { Key: { } last, Value: var length }
        && place.Segment == last && place.Offset + place.Length + 1 == EndOfLines(last, length);

    private static bool Follow(IReadOnlyList<RecordPlace> places) =>
        places.Zip(places.Skip(1)).All(pair => pair.First.Sequence == pair.Second.Sequence + 1);

    /// <summary>Without a line that was torn: the next append sets that aside.</summary>
    private long EndOfLines(string segment, long length)
    {
        var from = Math.Max(0, length - AuditChain.MaximumLineBytes);
        return from + disk.Read(segment, from, (int)(length - from)).AsSpan().LastIndexOf((byte)'\n') + 1;
    }

    /// <summary>
    /// The lines at these places; null when one of them is not what the index says. The index lies in the state folder,
    /// where others can write: it can say where a record is, not that the record exists.
    /// </summary>
    private List<AuditEntry>? Read(
        IEnumerable<RecordPlace> places, AuditQuery query, Dictionary<string, long> lengths)
    {
        var records = new List<AuditEntry>();
        foreach (var place in places)
        {
            if (Line(place, lengths) is not { } line
                || IndexedRecord.Of(line) is not { } read || read.Sequence != place.Sequence || !read.Answers(query)
                || JsonNode.Parse(line.Span) is not JsonObject record)
                return null;
            records.Add(new AuditEntry(place.Sequence, record));
        }

        return records;
    }

    private ReadOnlyMemory<byte>? Line(RecordPlace place, Dictionary<string, long> lengths)
    {
        if (place.Offset < 0 || place.Length is < 1 or > AuditChain.MaximumLineBytes
            || !lengths.TryGetValue(place.Segment, out var length) || place.Offset + place.Length + 1 > length)
            return null;
        var before = place.Offset > 0 ? 1 : 0;
        var bytes = disk.Read(place.Segment, place.Offset - before, before + place.Length + 1).AsMemory();
        var line = bytes.Slice(before, place.Length);
        var isWhole = (before == 0 || bytes.Span[0] == '\n') && bytes.Span[^1] == '\n'
            && !line.Span.Contains((byte)'\n');
        return isWhole ? line : null;
    }

    private Dictionary<string, long> Lengths()
    {
        // Oldest first: a dictionary that is only added to keeps the order.
        var lengths = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in disk.Segments()) lengths.Add(name, disk.Length(name));
        return lengths;
    }
}
