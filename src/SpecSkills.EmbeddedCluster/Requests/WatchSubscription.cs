namespace SpecSkills.EmbeddedCluster.Requests;

/// <summary>
/// One open watch. The machine pushes whole frames (one JSON event and a line feed); the server of the watch attaches
/// a sink. Frames pushed before a sink is attached are kept in order, up to <see cref="MaximumPendingFrames"/>.
/// </summary>
public sealed class WatchSubscription
{
    /// <summary>
    /// A reader this far behind is dropped, as a real server drops one whose channel stays full: ten thousand pods
    /// changing twice fit.
    /// </summary>
    public const int MaximumPendingFrames = 20_000;

    private readonly Queue<ReadOnlyMemory<byte>> pending = new();
    private Func<ReadOnlyMemory<byte>, bool>? sink;
    private Action? onEnd;

    internal WatchSubscription(string path, string? userAgent)
    {
        Path = path;
        UserAgent = userAgent;
    }

    /// <summary>Path of the request that opened the watch.</summary>
    public string Path { get; }

    /// <summary>User-Agent of the client that opened the watch.</summary>
    public string? UserAgent { get; }

    /// <summary>True once no further frame will come.</summary>
    public bool Ended { get; private set; }

    /// <summary>Starts delivery; the sink answers false when it cannot take more, which ends the watch.</summary>
    public void Attach(Func<ReadOnlyMemory<byte>, bool> deliver, Action ended)
    {
        sink = deliver;
        onEnd = ended;
        while (pending.TryDequeue(out var frame))
            deliver(frame);
        if (Ended)
            ended();
    }

    /// <summary>Frames not yet taken by a sink; used by tests that have none.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> TakePending()
    {
        var frames = pending.ToArray();
        pending.Clear();
        return frames;
    }

    internal void Push(ReadOnlyMemory<byte> frame)
    {
        if (Ended)
            return;
        if (sink is not null)
        {
            if (!sink(frame))
                End();
            return;
        }
        if (pending.Count >= MaximumPendingFrames)
            End();
        else
            pending.Enqueue(frame);
    }

    internal void End()
    {
        if (Ended)
            return;
        Ended = true;
        onEnd?.Invoke();
    }
}
