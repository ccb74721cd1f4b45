namespace SpecSkills.Tests.Kubernetes.Servers;

/// <summary>
/// Waits that end at once, and a record of how long they would have been; limits never fire by themselves.
/// </summary>
internal sealed class ManualTimers : TimeProvider
{
    /// <summary>Longer than any wait between attempts, shorter than any limit of a call.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(6);

    public List<TimeSpan> Waits { get; } = [];

    /// <summary>True lets the limits of calls fire at once as well.</summary>
    public bool LimitsFire { get; init; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var waits = dueTime > TimeSpan.Zero && dueTime < LongestWait;
        if (waits)
            lock (Waits) Waits.Add(dueTime);
        return base.CreateTimer(
            callback, state, waits || (LimitsFire && dueTime > TimeSpan.Zero) ? TimeSpan.FromMilliseconds(1) : dueTime,
                period);
    }
}
