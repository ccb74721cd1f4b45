namespace SpecSkills.Mcp.Protocol;

/// <summary>
/// Standard input that reports its end before it ends. The SDK's server drops what is not answered at the
/// end of its input, and lives on while a request is open that never ends, as a client's <c>subscriptions/listen</c>:
/// without this, a caller that pipes requests in would get no answers, and closing the pipe would leave an orphan.
/// </summary>
/// <param name="ending">Awaited once, before the reader sees the end; says whether the input was empty.</param>
internal sealed class EndOfInputStream(Stream inner, Func<bool, Task> ending) : Stream
{
    private bool isEmpty = true;
    private bool hasEnded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        isEmpty &= read == 0;
        if (read > 0 || buffer.IsEmpty || hasEnded) return read;
        hasEnded = true;
        await ending(isEmpty);
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
