using Microsoft.Data.Sqlite;

namespace SpecSkills.Storage.Audit;

/// <summary>How far a segment is indexed, and the lowest and highest number and time of what lies in it.</summary>
internal sealed record SegmentBounds(long Bytes, long? First, long? Last, string? Low, string? High)
{
    /// <summary>Of a segment with no line taken yet.</summary>
    public static readonly SegmentBounds Empty = new(0, null, null, null, null);

    /// <summary>Reads five columns of a row, in the order of the fields.</summary>
    public static SegmentBounds Of(SqliteDataReader row, int column) => new(
        row.GetInt64(column),
        row.IsDBNull(column + 1) ? null : row.GetInt64(column + 1),
        row.IsDBNull(column + 2) ? null : row.GetInt64(column + 2),
        row.IsDBNull(column + 3) ? null : row.GetString(column + 3),
        row.IsDBNull(column + 4) ? null : row.GetString(column + 4));

    /// <summary>With one more line, that is a record or is none.</summary>
    public SegmentBounds With(long end, IndexedRecord? record)
    {
        if (record is null) return this with { Bytes = end };
        var (at, sequence) = (record.At, record.Sequence);
        return new SegmentBounds(
            end,
            Math.Min(First ?? sequence, sequence),
            Math.Max(Last ?? sequence, sequence),
            at is null || (Low is not null && string.CompareOrdinal(at, Low) >= 0) ? Low : at,
            at is null || (High is not null && string.CompareOrdinal(at, High) <= 0) ? High : at);
    }
}
