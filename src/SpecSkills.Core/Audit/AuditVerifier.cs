using System.Text.Json;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Audit;

/// <summary>
/// Checks the chain line by line: numbers without gaps, each <c>prev</c> the hash of the line before, the whole in
/// agreement with what witnesses remember. It names the first record that is bad rather than the first place that
/// shows it.
/// </summary>
public static class AuditVerifier
{
    /// <summary>
    /// Verifies segments in order. The start may be past 1 only when a witness vouches for what came before.
    /// </summary>
    public static AuditVerification Verify(
        IEnumerable<AuditSegment> segments, IReadOnlyCollection<AuditWitness> witnesses)
    {
        var walk = new Walk(witnesses);
        foreach (var segment in segments)
        {
            var number = 0;
            foreach (var line in segment.Lines)
                if (!walk.Take(segment.Name, ++number, line.Span))
                    return walk.Result();
            if (segment.EndsTorn)
                return walk.Torn(segment.Name, number + 1);
        }

        return walk.AtEnd();
    }

    /// <summary>Reads number and <c>prev</c> of a line; false when it is no record.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out long sequence, out string prev)
    {
        sequence = 0;
        prev = "";
        if (line.Length > AuditChain.MaximumLineBytes) return false;
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.BytesConsumed != line.Length
                || document.RootElement.ValueKind != JsonValueKind.Object) return false;
            if (!document.RootElement.TryGetProperty("seq", out var seq)
                || !seq.TryGetInt64(out sequence)) return false;
            if (!document.RootElement.TryGetProperty("prev", out var hash)) return false;
            prev = hash.GetString() ?? "";
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private sealed class Walk(IReadOnlyCollection<AuditWitness> witnesses)
    {
        private readonly List<AuditWitness> compared = [];
        private readonly ILookup<long, AuditWitness> bySequence = witnesses.ToLookup(witness => witness.Head.Sequence);
        private readonly long furthest = witnesses.Count == 0 ? 0 : witnesses.Max(witness => witness.Head.Sequence);
        private AuditHead head = AuditHead.Genesis;
        private AuditFault? fault;
        private (string Segment, int Line) last;
        private (string Segment, int Line) suspect;
        private bool started;
        private long records;

        /// <summary>Takes one line; false when the answer is known.</summary>
        public bool Take(string segment, int line, ReadOnlySpan<byte> bytes)
        {
            if (!TryRead(bytes, out var sequence, out var prev))
                return Stop(AuditFaultKind.Unreadable, head.Sequence + 1, segment, line, "The line is no record.");
            if (fault is not null)
                return Settle(prev);
            if (!started && sequence != 1) AnchorAt(sequence, prev);
            started = true;
            var here = new AuditHead(sequence, ContentDigest.OfBytes(bytes));
            if (sequence != head.Sequence + 1)
                return OutOfSequence(sequence, prev, segment, line);
            if (prev != head.LineHash)
                return Suspect(here, segment, line);
            if (!Agrees(here, segment, line)) return false;
            head = here;
            last = (segment, line);
            records++;
            return true;
        }

        public AuditVerification AtEnd()
        {
            if (fault is null && furthest > head.Sequence)
            {
                var witness = witnesses.First(one => one.Head.Sequence == furthest);
                Stop(
                    AuditFaultKind.Truncated, head.Sequence + 1, last.Segment, 0,
                    $"The record ends at {head.Sequence}; {witness.Source} has seen {furthest}.");
            }

            return Result();
        }

        public AuditVerification Torn(string segment, int line)
        {
            if (fault is null)
                Stop(AuditFaultKind.Truncated, head.Sequence + 1, segment, line,
                    "The last line is torn: it does not end.");
            return Result();
        }

        public AuditVerification Result()
        {
            var vouched = compared.Count == 0 ? 0 : compared.Max(witness => witness.Head.Sequence);
            return new AuditVerification(
                records, head, fault, compared, head.Sequence - Math.Min(vouched, head.Sequence));
        }

        /// <summary>
        /// After retention took the oldest segments, a checkpoint vouches for what the first line continues.
        /// </summary>
        private void AnchorAt(long sequence, string prev)
        {
            var anchor = bySequence[sequence - 1].FirstOrDefault(witness => witness.Head.LineHash == prev);
            if (anchor is null) return;
            compared.Add(anchor);
            head = anchor.Head;
        }

        /// <summary>
        /// Either the line before was altered, or this one's <c>prev</c> was. Which one, the next line tells: it
        /// vouches
        /// for this line's bytes or does not.
        /// </summary>
        private bool Suspect(AuditHead here, string segment, int line)
        {
            if (head.Sequence == 0)
                return Stop(AuditFaultKind.Altered, here.Sequence, segment, line,
                    "The first record continues something.");
            fault = new AuditFault(
                AuditFaultKind.Altered, head.Sequence, last.Segment, last.Line,
                $"The next record vouches for other bytes than record {head.Sequence} has.");
            suspect = (segment, line);
            suspectHead = here;
            return true;
        }

        private AuditHead suspectHead = AuditHead.Genesis;

        private bool Settle(string prevOfNext)
        {
            if (prevOfNext != suspectHead.LineHash)
                fault = new AuditFault(
                    AuditFaultKind.Altered, suspectHead.Sequence, suspect.Segment, suspect.Line,
                    $"Record {suspectHead.Sequence} neither continues the one before it nor is what the next saw.");
            return false;
        }

        private bool OutOfSequence(long sequence, string prev, string segment, int line)
        {
            if (prev == head.LineHash)
                return Stop(AuditFaultKind.Altered, head.Sequence + 1, segment, line, $"It is numbered {sequence}.");
            if (sequence <= head.Sequence)
                return Stop(AuditFaultKind.Repeated, sequence, segment, line, $"Record {sequence} was there before.");
            return Stop(
                AuditFaultKind.Missing, head.Sequence + 1, segment, line,
                $"Record {head.Sequence + 1} should stand here; {sequence} does.");
        }

        private bool Agrees(AuditHead here, string segment, int line)
        {
            foreach (var witness in bySequence[here.Sequence])
            {
                if (witness.Head.LineHash != here.LineHash)
                    return Stop(
                        AuditFaultKind.Altered, here.Sequence, segment, line,
                        $"{witness.Source} remembers other bytes of record {here.Sequence}.");
                compared.Add(witness);
            }

            return true;
        }

        private bool Stop(AuditFaultKind kind, long sequence, string segment, int line, string explanation)
        {
            fault ??= new AuditFault(kind, sequence, segment, line, explanation);
            return false;
        }
    }
}
