using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Storage.Audit;

/// <summary>
/// Appends records to the day's segment, one write and one flush each, under the lock all processes share. A stop
/// half-way leaves a torn last line, which the next append sets aside and records.
/// </summary>
/// <param name="assurance">The level of assurance in force; every record carries it.</param>
public sealed class AuditLog(IAuditDisk disk, Func<AssuranceStanding> assurance) : IAuditLog
{
    private const string Actor = "audit";

    /// <summary>Two longest lines: the last one and a torn one after it.</summary>
    private const int TailBytes = 2 * AuditChain.MaximumLineBytes;

    /// <summary>The last, and the one before it when a day has just begun.</summary>
    private const int RecentSegments = 2;

    private readonly Lock gate = new();
    private readonly HashSet<string> accountedFor = new(StringComparer.Ordinal);
    private Position? known;
    private bool hasLooked;

    /// <inheritdoc/>
    public AuditPlace Append(AuditEvent auditEvent)
    {
        lock (gate)
        {
            try
            {
                using var held = disk.Lock();
                var position = Recover(Find(), auditEvent.At);
                position = Turn(position, auditEvent.At);
                position = Write(position, auditEvent);
                known = position;
                disk.Remember(position.Head);
                return new AuditPlace(position.Head.Sequence, position.Head.LineHash);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                known = null;
                throw new AuditUnavailableException(
                    $"The audit record could not be written, so nothing may be changed: {error.Message}", error);
            }
        }
    }

    /// <summary>The end of the chain, from memory when no other process has written since.</summary>
    private Position Find()
    {
        var segments = disk.Segments();
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var length = disk.Length(segments[i]);
            if (known is not null && known.Segment == segments[i] && known.Length == length) return known;
            if (length > 0) return ReadTail(segments[i], length);
        }

        return new Position(null, 0, AuditHead.Genesis);
    }

    private Position ReadTail(string segment, long length)
    {
        var from = Math.Max(0, length - TailBytes);
        var tail = disk.Read(segment, from, (int)(length - from)).AsSpan();
        var end = tail.LastIndexOf((byte)'\n');
        // Our lines are shorter than that: text from another program is not cut off.
        if (end < 0 && from > 0)
            throw new IOException(
                $"{segment} ends in a line longer than any record; 'specskills audit verify' says more.");
        if (end < tail.Length - 1)
        {
            SetAside(segment, tail[(end + 1)..], length);
            length -= tail.Length - end - 1;
        }

        if (end < 0) return BeforeSegment(segment);
        var line = tail[..end];
        line = line[(line.LastIndexOf((byte)'\n') + 1)..];
        if (!AuditVerifier.TryRead(line, out var head))
            throw new IOException($"The last line of {segment} is no record; 'specskills audit verify' says more.");
        return new Position(segment, length, head);
    }

    /// <summary>The segment's very first line was torn: the chain ends in the segment before it.</summary>
    private Position BeforeSegment(string segment)
    {
        var before = disk.Segments().LastOrDefault(
            name => string.CompareOrdinal(name, segment) < 0 && disk.Length(name) > 0);
        return before is null
            ? new Position(null, 0, AuditHead.Genesis)
            : ReadTail(before, disk.Length(before));
    }

    /// <summary>
    /// Keeps the torn bytes under a name made of their digest before cutting them off: stopped in between, the same
    /// happens again with the same result.
    /// </summary>
    private void SetAside(string segment, ReadOnlySpan<byte> torn, long length)
    {
        var name = $"{segment[..^".jsonl".Length]}.torn-{ContentDigest.OfBytes(torn)["sha256:".Length..][..16]}";
        disk.Append(name, 0, torn);
        disk.Truncate(segment, length - torn.Length);
        accountedFor.Clear();
    }

    /// <summary>Everything set aside has a record; what has none yet - a stop came between - gets it now.</summary>
    private Position Recover(Position position, DateTimeOffset at)
    {
        if (ReferenceEquals(position, known)) return position;
        var segments = disk.Segments();
        // At its first record a process looks everywhere; later only where a line can have been torn meanwhile.
        foreach (var segment in hasLooked ? segments.TakeLast(RecentSegments) : segments)
        {
            foreach (var name in disk.SetAsideOf(segment))
            {
                if (!accountedFor.Add(name) || IsOnRecord(name)) continue;
                var length = disk.Length(name);
                position = Write(
                    Turn(position, at), new AuditEvent(AuditKinds.Recovered, name, Actor, null, at, new JsonObject
                    {
                        ["segment"] = segment,
                        ["set_aside"] = name,
                        ["bytes"] = length,
                        ["digest"] = ContentDigest.OfBytes(disk.Read(name, 0, (int)Math.Min(length, TailBytes))),
                    }));
            }
        }

        hasLooked = true;
        return position;
    }

    private bool IsOnRecord(string setAside)
    {
        var wanted = Encoding.UTF8.GetBytes(setAside);
        // It is recorded in the segment it was torn from or, when a day has begun meanwhile, a later one.
        return disk.Segments()
            .Where(segment => string.CompareOrdinal(segment, setAside) >= 0
                || setAside.StartsWith(segment[..^".jsonl".Length], StringComparison.Ordinal))
            .SelectMany(segment => SegmentLines.Of(disk, segment, 0, disk.Length(segment)))
            .Any(line => line.Bytes.Span.IndexOf(wanted) >= 0
                && IndexedRecord.Of(line.Bytes) is { Kind: AuditKinds.Recovered, Id: var id } && id == setAside);
    }

    /// <summary>
    /// Begins a new segment when the day has changed, never an older one: its first line and the checkpoint file say
    /// what came before.
    /// </summary>
    private Position Turn(Position position, DateTimeOffset at)
    {
        var today = at.UtcDateTime.ToString(
            "yyyy'/'MM'/'dd'.jsonl'", System.Globalization.CultureInfo.InvariantCulture);
        if (position.Segment is null) return position with { Segment = today };
        if (string.CompareOrdinal(today, position.Segment) <= 0) return position;
        AuditCheckpoints.Append(disk, position.Segment, position.Head, at);
        return Write(
            position with { Segment = today, Length = 0 },
            new AuditEvent(
                AuditKinds.Checkpoint, position.Segment, Actor, null, at,
                AuditCheckpoints.Body(position.Segment, position.Head)));
    }

    private Position Write(Position position, AuditEvent auditEvent)
    {
        var line = AuditChain.Next(position.Head, auditEvent, assurance());
        try
        {
            disk.Append(position.Segment!, position.Length, line.Bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TakeBack(position);
            throw;
        }

        return new Position(position.Segment, position.Length + line.Bytes.Length, line.Head);
    }

    /// <summary>A full disk can take half a line. What cannot be taken back is set aside by the next append.</summary>
    private void TakeBack(Position position)
    {
        try
        {
            if (disk.Length(position.Segment!) > position.Length) disk.Truncate(position.Segment!, position.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            known = null;
        }
    }

    /// <summary>Where the next line goes.</summary>
    private sealed record Position(string? Segment, long Length, AuditHead Head);
}
