namespace SpecSkills.Storage.Audit;

/// <summary>The lines of a file of the record, read in chunks.</summary>
internal static class SegmentLines
{
    /// <summary>Large enough that opening the file for each costs nothing beside reading it.</summary>
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>
    /// Complete lines between two offsets, without their line feeds, with the offset each begins at. A last line that
    /// does not end is left out.
    /// </summary>
    public static IEnumerable<(long Offset, ReadOnlyMemory<byte> Bytes)> Of(
        IAuditDisk disk, string name, long from, long length)
    {
        var pending = ReadOnlyMemory<byte>.Empty;
        var start = from;
        for (var at = from; at < length;)
        {
            var chunk = disk.Read(name, at, (int)Math.Min(ChunkBytes, length - at));
            if (chunk.Length == 0) yield break;
            at += chunk.Length;
            byte[] data = pending.IsEmpty ? chunk : [.. pending.Span, .. chunk];
            var begin = 0;
            while (End(data, begin) is var end and >= 0)
            {
                yield return (start, data.AsMemory(begin, end - begin));
                start += end - begin + 1;
                begin = end + 1;
            }

            pending = data.AsMemory(begin);
            // A line that never ends is not kept in memory whole: the verifier calls it unreadable.
            if (pending.Length > ChunkBytes)
            {
                yield return (start, pending);
                yield break;
            }
        }
    }

    private static int End(byte[] data, int begin) =>
        data.AsSpan(begin).IndexOf((byte)'\n') is var end and >= 0 ? begin + end : -1;
}
