namespace SpecSkills.EmbeddedCluster.Machine;

/// <summary>
/// The actions that are due, by time. Entries due at the same instant run in the order they were made.
/// </summary>
internal sealed class TimerQueue
{
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Sequence)> queue = new();
    private long sequence;

    public DateTimeOffset? NextDue => queue.TryPeek(out _, out var priority) ? priority.Due : null;

    public void At(DateTimeOffset due, Action action) => queue.Enqueue(action, (due, sequence++));

    /// <summary>Takes out the first entry due at or before an instant.</summary>
    public bool TryTake(DateTimeOffset now, out DateTimeOffset due, out Action? action)
    {
        due = default;
        action = null;
        if (!queue.TryPeek(out _, out var priority) || priority.Due > now)
            return false;
        action = queue.Dequeue();
        due = priority.Due;
        return true;
    }
}
