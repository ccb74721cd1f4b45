using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;

namespace SpecSkills.Storage.Audit;

/// <summary>Reads the record back: pages through the index, or the whole chain line by line.</summary>
public sealed class AuditReader(IAuditDisk disk, AuditIndex index) : IAuditReader
{
    private const int ChunkBytes = 256 * 1024;

    /// <inheritdoc/>
    public AuditPage Query(AuditQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, AuditQuery.MaximumLimit);
        var places = AuditIndex.Guarded(() =>
        {
            CatchUp();
            return index.Find(query with { Limit = limit + 1 });
        });
        var records = new List<AuditEntry>(limit);
        foreach (var place in places.Take(limit))
            if (JsonNode.Parse(disk.Read(place.Segment, place.Offset, place.Length)) is JsonObject record)
                records.Add(new AuditEntry(place.Sequence, record));
        return new AuditPage(records, places.Count > limit ? places[limit - 1].Sequence : null);
    }

    /// <inheritdoc/>
    public AuditVerification Verify()
    {
        List<(string Name, long Length)> files;
        var witnesses = new List<AuditWitness>();
        using (disk.Lock())
        {
            files = [.. disk.Segments().Select(name => (name, disk.Length(name)))];
            if (disk.Remembered() is { } head) witnesses.Add(new AuditWitness("the state folder's head", head));
        }

        witnesses.AddRange(Checkpoints());
        return AuditVerifier.Verify(
            files.Where(file => file.Length > 0).Select(file => new AuditSegment(
                file.Name,
                Lines(file.Name, 0, file.Length).Select(line => line.Bytes),
                disk.Read(file.Name, file.Length - 1, 1) is not [(byte)'\n'])),
            witnesses);
    }

    /// <inheritdoc/>
    public long RebuildIndex() => AuditIndex.Guarded(() =>
    {
        index.Clear();
        return CatchUp();
    });

    private long CatchUp()
    {
        var segments = disk.Segments();
        if (segments.Any(segment => disk.Length(segment) < index.IndexedBytes(segment))) index.Clear();
        foreach (var segment in segments)
        {
            var done = index.IndexedBytes(segment);
            var length = disk.Length(segment);
            if (length > done) index.Add(segment, Lines(segment, done, length));
        }

        return index.Count();
    }

    private List<AuditWitness> Checkpoints()
    {
        var witnesses = new List<AuditWitness>();
        foreach (var (_, line) in Lines(AuditDisk.Checkpoints, 0, disk.Length(AuditDisk.Checkpoints)))
        {
            if (Parse(line) is not { } checkpoint) continue;
            if (checkpoint["records"] is JsonValue records && records.TryGetValue<long>(out var sequence)
                && checkpoint["head"] is JsonValue head && head.TryGetValue<string>(out var hash))
                witnesses.Add(new AuditWitness(AuditDisk.Checkpoints, new AuditHead(sequence, hash)));
        }

        return witnesses;
    }

    private static JsonObject? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonNode.Parse(line.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Complete lines with the offset each begins at, read in chunks.</summary>
    private IEnumerable<(long Offset, ReadOnlyMemory<byte> Bytes)> Lines(string name, long from, long length)
    {
        var pending = Array.Empty<byte>();
        var start = from;
        for (var at = from; at < length;)
        {
            var chunk = disk.Read(name, at, (int)Math.Min(ChunkBytes, length - at));
            if (chunk.Length == 0) yield break;
            at += chunk.Length;
            byte[] data = [.. pending, .. chunk];
            var begin = 0;
            for (var end = Array.IndexOf(data, (byte)'\n'); end >= 0; end = Array.IndexOf(data, (byte)'\n', begin))
            {
                yield return (start, data.AsMemory(begin, end - begin));
                start += end - begin + 1;
                begin = end + 1;
            }

            pending = data[begin..];
            // A line that never ends is not kept in memory whole: the verifier calls it unreadable.
            if (pending.Length > ChunkBytes)
            {
                yield return (start, pending);
                yield break;
            }
        }
    }
}
