using System.Text;
using System.Text.Unicode;

namespace SpecSkills.Core.Audit;

/// <summary>The verifier's walk along the chain: what it has seen, and the first fault.</summary>
internal sealed class ChainWalk(IReadOnlyCollection<AuditWitness> witnesses)
{
    private readonly List<AuditWitness> compared = [];
    private readonly Dictionary<long, List<AuditWitness>> bySequence =
        witnesses.GroupBy(witness => witness.Head.Sequence).ToDictionary(group => group.Key, group => group.ToList());
    private AuditFault? fault;
    private AuditFault? suspect;
    private LineHash suspectRestored;
    private bool endedInReturn;
    private (string Segment, int Line) last = ("", 0);
    private (string Segment, int Line) first = ("", 0);
    private string segment = "";
    private string? segmentBefore;
    private int line;
    private long sequence;
    // Before the first record: a hash of zeros.
    private LineHash hash;
    private long anchor;
    private long prunedThrough;
    private long records;

    /// <summary>The lines that follow are of this segment.</summary>
    public void Begin(string name)
    {
        segmentBefore = records == 0 ? null : segment;
        segment = name;
        line = 0;
    }

    /// <summary>Takes one line; false when the answer is known.</summary>
    public bool Take(in LineReading reading, ReadOnlySpan<byte> bytes)
    {
        line++;
        if (!reading.IsRecord)
            return Stop(AuditFaultKind.Unreadable, sequence + 1, UnreadableLine.Why(bytes));
        if (fault is not null)
            return Settle(reading.Prev);
        if (records == 0)
        {
            first = (segment, line);
            if (reading.Sequence != 1) AnchorAt(reading);
        }

        if (reading.Sequence != sequence + 1)
            return OutOfSequence(reading);
        if (reading.Prev != hash)
            return Suspect(reading, bytes);
        if (!Agrees(reading)) return false;
        if (line == 1 && segmentBefore is not null && reading.Follows != segmentBefore)
            return Stop(
                AuditFaultKind.OutOfOrder, reading.Sequence, $"The segment does not begin by naming {segmentBefore}.");
        sequence = reading.Sequence;
        hash = reading.Hash;
        endedInReturn = bytes[^1] == (byte)'\r';
        last = (segment, line);
        prunedThrough = Math.Max(prunedThrough, reading.PrunedThrough);
        records++;
        return true;
    }

    /// <summary>The segment's last line does not end.</summary>
    public AuditVerification Torn()
    {
        line++;
        if (fault is null) Stop(AuditFaultKind.Truncated, sequence + 1,
            "The last line is torn: it does not end. If a write was cut short there, the next record sets it aside "
            + "and says so.");
        return Result();
    }

    /// <summary>The record ends here: now it shows what witnesses have seen beyond, and what begins too late.</summary>
    public AuditVerification AtEnd()
    {
        SettleByWitness();
        var furthest = witnesses.MaxBy(witness => witness.Head.Sequence);
        if (fault is null && furthest is not null && furthest.Head.Sequence > sequence)
            fault = new AuditFault(
                AuditFaultKind.Truncated, sequence + 1, last.Segment, 0,
                $"The record ends at {sequence}; {furthest.Source} has seen {furthest.Head.Sequence}.");
        if (fault is null && anchor > prunedThrough)
            fault = new AuditFault(
                AuditFaultKind.Missing, prunedThrough + 1, first.Segment, first.Line,
                $"Records {prunedThrough + 1} to {anchor} are gone and no record says that they were pruned.");
        return Result();
    }

    /// <summary>The answer as far as it is known.</summary>
    public AuditVerification Result()
    {
        var vouched = compared.Count == 0 ? 0 : compared.Max(witness => witness.Head.Sequence);
        // A record that the next one does not confirm was accepted so far; it is the bad one.
        var hold = fault is { Kind: AuditFaultKind.Altered } && fault.Sequence == sequence ? records - 1 : records;
        return new AuditVerification(
            hold, Head(), fault, compared, sequence - Math.Min(vouched, sequence), Math.Min(anchor, prunedThrough));
    }

    private AuditHead Head() => sequence == 0 ? AuditHead.Genesis : new AuditHead(sequence, hash.ToString());

    /// <summary>After retention removed the oldest segments, a checkpoint confirms what is continued.</summary>
    private void AnchorAt(in LineReading reading)
    {
        if (reading.Prev is not { } prev) return;
        foreach (var witness in Of(reading.Sequence - 1))
        {
            if (witness.Head.LineHash != prev.ToString()) continue;
            compared.Add(witness);
            sequence = anchor = witness.Head.Sequence;
            hash = prev;
            return;
        }
    }

    /// <summary>
    /// Either the line before was altered, or this one's <c>prev</c> was. The next line tells which one: it confirms
    /// this line's bytes as they are, or as they would be with the right <c>prev</c>.
    /// </summary>
    private bool Suspect(in LineReading reading, ReadOnlySpan<byte> bytes)
    {
        if (sequence == 0)
            return Stop(AuditFaultKind.Altered, reading.Sequence, "The first record continues an earlier one.");
        fault = new AuditFault(
            AuditFaultKind.Altered, sequence, last.Segment, last.Line,
            $"The next record names another hash than record {sequence} has."
            + (endedInReturn ? " Its line ends in a carriage return: were line ends converted?" : ""));
        suspect = new AuditFault(
            AuditFaultKind.Altered, reading.Sequence, segment, line,
            $"Record {reading.Sequence} was changed after the next one was written: it does not follow "
            + $"record {sequence} as that stands.");
        suspectRestored = reading.HashWith(bytes, hash);
        return true;
    }

    private bool Settle(LineHash? seen)
    {
        if (seen == suspectRestored) fault = suspect;
        return false;
    }

    /// <summary>No line follows the suspect one; a witness may still know its bytes.</summary>
    private void SettleByWitness()
    {
        foreach (var witness in suspect is null ? [] : Of(suspect.Sequence))
            Settle(LineHash.Parse(Encoding.ASCII.GetBytes(witness.Head.LineHash)));
    }

    private bool OutOfSequence(in LineReading reading)
    {
        if (reading.Prev == hash)
            return Stop(AuditFaultKind.Altered, sequence + 1, $"It is numbered {reading.Sequence}.");
        // A single line that a checkpoint confirms, then older ones: it is the first that is out of place.
        if (reading.Sequence <= sequence && records == 1 && anchor > 0)
        {
            fault = new AuditFault(
                AuditFaultKind.Missing, 1, first.Segment, first.Line,
                $"Record 1 is expected here, but record {sequence} was found.");
            return false;
        }

        if (reading.Sequence <= sequence)
            return Stop(AuditFaultKind.Repeated, reading.Sequence, $"Record {reading.Sequence} occurs twice.");
        return Stop(
            AuditFaultKind.Missing, sequence + 1,
            $"Record {sequence + 1} is expected here, but record {reading.Sequence} was found.");
    }

    private bool Agrees(in LineReading reading)
    {
        foreach (var witness in Of(reading.Sequence))
        {
            if (witness.Head.LineHash != reading.Hash.ToString())
                return Stop(
                    AuditFaultKind.Altered, reading.Sequence,
                    $"{witness.Source} remembers another hash of record {reading.Sequence}.");
            compared.Add(witness);
        }

        return true;
    }

    private List<AuditWitness> Of(long number) => bySequence.TryGetValue(number, out var known) ? known : [];

    private bool Stop(AuditFaultKind kind, long number, string explanation)
    {
        fault ??= new AuditFault(kind, number, segment, line, explanation);
        return false;
    }
}

/// <summary>Why a line is not a record, for the person who has to find its writer.</summary>
internal static class UnreadableLine
{
    /// <summary>One sentence.</summary>
    public static string Why(ReadOnlySpan<byte> line) => "The line is not a record: " + (
        line.IsEmpty ? "it is empty."
        : line.Length >= AuditChain.MaximumLineBytes
            ? $"it is longer than the {AuditChain.MaximumLineBytes} bytes a record has at most."
        : line.StartsWith("\uFEFF"u8) ? "it begins with a byte order mark, which an editor may have put there."
        : !Utf8.IsValid(line) ? "it is not UTF-8."
        : "it is not a JSON object with one number 'seq' and one text 'prev'.");
}
