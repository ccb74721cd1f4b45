using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Cli.Agent;

/// <summary>
/// Wakes the agent when a file below <c>blueprints/</c> is saved. Only a nudge: what changed is found by reading, and a
/// lost event costs no more than an interval.
/// </summary>
internal sealed class BlueprintWatch : IDisposable
{
    private readonly FileSystemWatcher watcher;
    private readonly SemaphoreSlim changed = new(0, 1);
    private int isChanged;

    public BlueprintWatch(Workspace workspace)
    {
        watcher = new FileSystemWatcher(workspace.Blueprints) { IncludeSubdirectories = true };
        watcher.Changed += (_, _) => Signal();
        watcher.Created += (_, _) => Signal();
        watcher.Deleted += (_, _) => Signal();
        watcher.Renamed += (_, _) => Signal();
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>True once after each change.</summary>
    public bool TakeChange() => Interlocked.Exchange(ref isChanged, 0) == 1;

    /// <summary>Waits so long, or until something is saved, or until cancelled; never throws for the last.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await changed.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Time is up, or the agent shall end: the caller looks.
        }
    }

    public void Dispose()
    {
        watcher.Dispose();
        changed.Dispose();
    }

    private void Signal()
    {
        Interlocked.Exchange(ref isChanged, 1);
        try
        {
            changed.Release();
        }
        catch (Exception spare) when (spare is SemaphoreFullException or ObjectDisposedException)
        {
            // Already signalled, or the agent has ended.
        }
    }
}
