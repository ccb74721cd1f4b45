namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// Reads a body up to a limit. The limit holds for what comes out of decompression, not for what was sent.
/// </summary>
internal static class BoundedBody
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>The bytes, or null when there are more than the limit.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > limit) return null;
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[Math.Min(limit, (int)(content.Headers.ContentLength ?? ChunkBytes)) + 1];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0) return buffer.AsSpan(0, length).ToArray();
            length += read;
            if (length > limit) return null;
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min((long)limit + 1, Math.Max(ChunkBytes, 2L * buffer.Length)));
        }
    }
}
