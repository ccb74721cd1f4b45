using SpecSkills.Application.Ports;

namespace SpecSkills.Storage.Audit;

/// <summary>
/// Holds the index against lines whose chain holds: each record has its row and each row says what its line says. Both
/// are read in order, once; lines are parsed on all cores.
/// </summary>
/// <param name="lengths">How far the segments are looked at; later lines are not compared.</param>
internal sealed class IndexComparison(IAuditDisk disk, AuditIndex index, IReadOnlyDictionary<string, long> lengths)
{
    private const int BatchLines = 4096;

    private readonly List<(long Offset, ReadOnlyMemory<byte> Bytes)> lines = new(BatchLines);
    private readonly IndexedRecord?[] records = new IndexedRecord?[BatchLines];
    private (long Count, long Sum) operations;
    private SegmentBounds bounds = SegmentBounds.Empty;
    private IndexedRecord? last;

    /// <summary>The first difference, or null.</summary>
    public IndexDifference? First()
    {
        using var rows = index.Rows().GetEnumerator();
        foreach (var (segment, length) in lengths)
        {
            bounds = SegmentBounds.Empty;
            foreach (var line in SegmentLines.Of(disk, segment, 0, length))
            {
                lines.Add(line);
                if (lines.Count == BatchLines && Compare(segment, rows) is { } difference) return difference;
            }

            if ((Compare(segment, rows) ?? CompareBounds(segment, length)) is { } found) return found;
        }

        while (rows.MoveNext())
            if (!IsNewer(rows.Current.Place))
                return new IndexDifference(
                    rows.Current.Place.Sequence, rows.Current.Place.Segment,
                    "The index has a row for it, but there is no such line.");
        return CompareOperations();
    }

    private IndexDifference? Compare(string segment, IEnumerator<(RecordPlace Place, IndexedRecord Said)> rows)
    {
        Parallel.For(0, lines.Count, i => records[i] = IndexedRecord.Of(lines[i].Bytes));
        for (var i = 0; i < lines.Count; i++)
        {
            var (offset, bytes) = lines[i];
            bounds = bounds.With(offset + bytes.Length + 1, records[i]);
            if (records[i] is not { } record) continue;
            last = record;
            foreach (var operation in record.Operations) Count(ref operations, operation, record.Sequence);
            var place = new RecordPlace(record.Sequence, segment, offset, bytes.Length);
            var row = rows.MoveNext() ? rows.Current : default;
            if (row.Place != place)
                return new IndexDifference(record.Sequence, segment, row.Place?.Sequence == record.Sequence
                    ? "The index says that it stands elsewhere." : "The index has no row for it.");
            if (row.Said != record with { Operations = row.Said.Operations })
                return new IndexDifference(
                    record.Sequence, segment, $"The index has it as {Told(row.Said)}; it is {Told(record)}.");
        }

        lines.Clear();
        return null;
    }

    /// <summary>Queries about times look only where a segment's bounds allow a match.</summary>
    private IndexDifference? CompareBounds(string segment, long length)
    {
        var said = index.Bounds(segment);
        // Another process has taken in more meanwhile.
        return length == 0 || said == bounds || said?.Bytes > length ? null
            : new IndexDifference(bounds.First ?? 0, segment, "The index has other bounds for this segment.");
    }

    private IndexDifference? CompareOperations()
    {
        (long, long) said = default;
        foreach (var (operation, sequence) in index.Operations())
            if (sequence <= (last?.Sequence ?? 0))
                Count(ref said, operation, sequence);
        return said == operations ? null
            : new IndexDifference(
                0, "", "The index does not name the operations that the records are about.");
    }

    /// <summary>The order differs between the two; a sum does not mind.</summary>
    private static void Count(ref (long Count, long Sum) all, string operation, long sequence) => all = (
        all.Count + 1, unchecked(all.Sum + HashCode.Combine(operation, sequence) * 0x1_0000_0001L));

    private bool IsNewer(RecordPlace place) => place.Sequence > (last?.Sequence ?? 0)
        && (!lengths.TryGetValue(place.Segment, out var length) || place.Offset >= length);

    private static string Told(IndexedRecord record) =>
        $"{record.Kind} {record.Id} of {record.Service ?? "no service"} at {record.At}"
        + (record.Verdict is null ? "" : $", {record.Verdict}");
}
