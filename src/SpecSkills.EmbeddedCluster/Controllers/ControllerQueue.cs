using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>
/// Level-based work: an object is queued by name, however many events it had, and worked on one step later, from
/// its state at that time.
/// </summary>
internal sealed class ControllerQueue(MachineContext context, TimeSpan delay, Action<ObjectKey> sync)
{
    private readonly Dictionary<ObjectKey, DateTimeOffset> due = [];

    public void Add(ObjectKey key) => AddAfter(key, delay);

    public void AddAfter(ObjectKey key, TimeSpan after)
    {
        var at = context.Now + after;
        if (due.TryGetValue(key, out var already) && already <= at)
            return;
        due[key] = at;
        context.Timers.At(at, () => Run(key, at));
    }

    private void Run(ObjectKey key, DateTimeOffset at)
    {
        // An entry that was brought forward has run already.
        if (!due.TryGetValue(key, out var expected) || expected != at)
            return;
        due.Remove(key);
        sync(key);
    }
}
