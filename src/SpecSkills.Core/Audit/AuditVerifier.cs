namespace SpecSkills.Core.Audit;

/// <summary>
/// Checks the chain line by line: numbers without gaps, each <c>prev</c> the hash of the line before, each segment
/// beginning by naming the last, the whole in agreement with what witnesses remember. It names the first record that is
/// bad rather than the first place that shows it. Lines are read as they come and dropped again, hashed on all cores: a
/// record of any size takes the memory of one batch.
/// </summary>
public static class AuditVerifier
{
    /// <summary>Enough to keep every core busy between two hand-overs, and at 16 KiB a line only 64 MiB.</summary>
    private const int BatchLines = 4096;

    /// <summary>
    /// Verifies segments in order. The start may be past 1 only where a witness confirms what came before and the
    /// record says that it was pruned.
    /// </summary>
    public static AuditVerification Verify(
        IEnumerable<AuditSegment> segments, IReadOnlyCollection<AuditWitness> witnesses)
    {
        var walk = new ChainWalk(witnesses);
        var lines = new List<ReadOnlyMemory<byte>>(BatchLines);
        var readings = new LineReading[BatchLines];
        foreach (var segment in segments)
        {
            walk.Begin(segment.Name);
            foreach (var line in segment.Lines)
            {
                lines.Add(line);
                if (lines.Count == BatchLines && !Take(walk, lines, readings)) return walk.Result();
            }

            if (!Take(walk, lines, readings)) return walk.Result();
            if (segment.EndsTorn) return walk.Torn();
        }

        return walk.AtEnd();
    }

    /// <summary>Reads the number of a raw line; false when it is no record.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out AuditHead head)
    {
        var reading = LineReading.Of(line);
        head = reading.IsRecord ? new AuditHead(reading.Sequence, reading.Hash.ToString()) : AuditHead.Genesis;
        return reading.IsRecord;
    }

    private static bool Take(ChainWalk walk, List<ReadOnlyMemory<byte>> lines, LineReading[] readings)
    {
        // Reading and hashing a line needs no other line; only the walk over what was read goes in order.
        Parallel.For(0, lines.Count, index => readings[index] = LineReading.Of(lines[index].Span));
        for (var i = 0; i < lines.Count; i++)
            if (!walk.Take(readings[i], lines[i].Span))
                return false;
        lines.Clear();
        return true;
    }
}

/// <summary>One day's file as read: its lines in order, without their line feeds.</summary>
/// <param name="Name">Path below the record's folder, <c>2026/11/22.jsonl</c>.</param>
/// <param name="EndsTorn">True when the last line has no line feed: it was being written when something stopped
/// it.</param>
public sealed record AuditSegment(string Name, IEnumerable<ReadOnlyMemory<byte>> Lines, bool EndsTorn);
