namespace SpecSkills.EndToEnd.Harness;

/// <summary>Where on its way a request is stopped.</summary>
internal enum HoldPoint
{
    /// <summary>The cluster never sees it.</summary>
    BeforeTheCluster,

    /// <summary>The cluster has answered; nothing of the answer goes on.</summary>
    BeforeTheAnswer,

    /// <summary>The head and the first bytes of the answer have gone on, the rest has not.</summary>
    WithinTheAnswer,
}

/// <summary>One request to stop: the first that fits after so many others that fit have passed.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">What the path begins with.</param>
/// <param name="Passing">Fitting requests that are let through before it.</param>
internal sealed record HeldRequest(HoldPoint Point, string Method, string Path, int Passing = 0)
{
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int seen;

    /// <summary>Completes when the request stands still.</summary>
    public Task Held => held.Task;

    /// <summary>Lets go: the connection of a request that was held is cut.</summary>
    public void Release() => released.TrySetResult();

    /// <summary>True for the one request this is about.</summary>
    public bool Fits(string method, string path) =>
        method == Method && path.StartsWith(Path, StringComparison.Ordinal)
        && Interlocked.Increment(ref seen) == Passing + 1;

    /// <summary>Stands still until released.</summary>
    public Task StandAsync()
    {
        held.TrySetResult();
        return released.Task;
    }
}
