using System.Globalization;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Ownership;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>Writes core Events. The same thing happening again raises the count of the event it already has.</summary>
internal sealed class EventRecorder(MachineContext context)
{
    // A real server keeps events for an hour; the count bounds memory when thousands of pods start at once.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private const int MaximumEvents = 20_000;

    private readonly Dictionary<(string Uid, string Reason, string Message), ObjectKey> known = [];
    private readonly Queue<(ObjectKey Event, (string, string, string) Known)> order = new();
    private long sequence;

    public void Normal(StoredObject about, string component, string reason, string message, string? fieldPath = null) =>
        Record(about, component, "Normal", reason, message, fieldPath);

    public void Warning(StoredObject about, string component, string reason, string message,
        string? fieldPath = null) =>
        Record(about, component, "Warning", reason, message, fieldPath);

    private void Record(
        StoredObject about, string component, string type, string reason, string message, string? fieldPath)
    {
        var now = Times.Seconds(context.Now);
        var writer = new FieldWriter(component, "v1", null);
        var id = (about.Uid, reason, message);
        if (known.TryGetValue(id, out var key) && context.Store.Find(key) is { } earlier)
        {
            var again = earlier.Value
                .With("lastTimestamp", now)
                .With("count", (earlier.Value.Integer("count") ?? 1) + 1);
            context.Writer.Update(earlier, again, writer);
            return;
        }
        var ns = about.Namespace.Length == 0 ? "default" : about.Namespace;
        if (context.Store.Table(context.Catalog.Namespaces).Find("", ns) is null or { IsDeleting: true })
            return;
        var created = context.Writer.Create(
            context.Catalog.Events, Build(about, component, type, reason, message, fieldPath, ns, now), writer);
        known[id] = ObjectKey.Of(created);
        order.Enqueue((ObjectKey.Of(created), id));
        if (order.Count > MaximumEvents)
            Forget();
        context.Timers.At(context.Now + Lifetime, () => Expire(ObjectKey.Of(created), id));
    }

    private Obj Build(
        StoredObject about, string component, string type, string reason, string message, string? fieldPath, string ns,
        string now)
    {
        // The name ends in a time in a real cluster; the counter keeps it apart where time stands still.
        var stamp = (context.Now.ToUnixTimeMilliseconds() * 1_000_000) + sequence++;
        return Obj.Of(
            ("kind", "Event"),
            ("apiVersion", "v1"),
            ("metadata", Obj.Of(
                ("name", about.Name + "." + stamp.ToString("x", CultureInfo.InvariantCulture)),
                ("namespace", ns))),
            ("involvedObject", Obj.Of(
                ("kind", about.Kind.Kind),
                ("namespace", about.Namespace.Length == 0 ? null : about.Namespace),
                ("name", about.Name),
                ("uid", about.Uid),
                ("apiVersion", about.Kind.ApiVersion),
                ("resourceVersion", about.Metadata["resourceVersion"]),
                ("fieldPath", fieldPath))),
            ("reason", reason),
            ("message", message),
            ("source", component == "kubelet"
                ? Obj.Of(("component", component), ("host", context.Options.NodeName))
                : Obj.Of(("component", component))),
            ("firstTimestamp", now),
            ("lastTimestamp", now),
            ("count", 1),
            ("type", type),
            ("eventTime", Null.Instance),
            ("reportingComponent", component),
            ("reportingInstance", component == "kubelet" ? context.Options.NodeName : ""));
    }

    private void Forget()
    {
        var (key, id) = order.Dequeue();
        Expire(key, id);
    }

    private void Expire(ObjectKey key, (string, string, string) id)
    {
        known.Remove(id);
        if (context.Store.Find(key) is { } stored)
            context.Store.Remove(stored);
    }
}
