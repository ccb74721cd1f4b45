using SpecSkills.EmbeddedCluster.Resources;

namespace SpecSkills.EmbeddedCluster.Store;

/// <summary>
/// All objects of one kind, in the order a list answers them, with an index by label and the recent changes.
/// </summary>
internal sealed class ObjectTable(ResourceKind kind)
{
    /// <summary>Changes kept for watches that resume; older resource versions are answered 410.</summary>
    public const int HistoryLimit = 20_000;

    private static readonly SortedDictionary<string, StoredObject> None = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, SortedDictionary<string, StoredObject>> namespaces =
        new(StringComparer.Ordinal);

    private readonly Dictionary<(string Namespace, string Key, string Value), HashSet<string>> byLabel = [];
    private readonly Queue<Change> history = new();

    public ResourceKind Kind { get; } = kind;

    public int Count { get; private set; }

    /// <summary>Changes after this revision are all in the history.</summary>
    public long HistoryStart { get; set; }

    public IEnumerable<Change> History => history;

    public StoredObject? Find(string ns, string name) =>
        namespaces.GetValueOrDefault(ns)?.GetValueOrDefault(name);

    /// <summary>The objects of a namespace in order of name; of all namespaces when it is null.</summary>
    public IEnumerable<StoredObject> List(string? ns) => ns is null
        ? namespaces.Values.SelectMany(objects => objects.Values)
        : namespaces.GetValueOrDefault(ns, None).Values;

    /// <summary>The objects as they were at an earlier revision, read backwards from the history.</summary>
    public IEnumerable<StoredObject> ListAt(string? ns, long revision)
    {
        var then = new SortedDictionary<(string, string), StoredObject>(
            Comparer<(string Ns, string Name)>.Create((a, b) => string.CompareOrdinal(a.Ns, b.Ns) is not 0 and var order
                ? order
                : string.CompareOrdinal(a.Name, b.Name)));
        foreach (var stored in List(ns))
            then[(stored.Namespace, stored.Name)] = stored;
        foreach (var change in history.Reverse())
        {
            if (change.After.Revision <= revision)
                break;
            if (ns is not null && change.After.Namespace != ns)
                continue;
            if (change.Before is null)
                then.Remove((change.After.Namespace, change.After.Name));
            else
                then[(change.After.Namespace, change.After.Name)] = change.Before;
        }
        return then.Values;
    }

    /// <summary>The objects of a namespace that carry a label, in order of name.</summary>
    public IEnumerable<StoredObject> WithLabel(string ns, string key, string value)
    {
        if (!byLabel.TryGetValue((ns, key, value), out var names) || !namespaces.TryGetValue(ns, out var objects))
            return [];
        return names.Order(StringComparer.Ordinal).Select(name => objects[name]);
    }

    public void Apply(Change change)
    {
        var after = change.After;
        if (change.Deleted)
        {
            if (namespaces.TryGetValue(after.Namespace, out var from) && from.Remove(after.Name))
                Count--;
        }
        else
        {
            if (!namespaces.TryGetValue(after.Namespace, out var objects))
                namespaces.Add(after.Namespace, objects = new(StringComparer.Ordinal));
            if (!objects.ContainsKey(after.Name))
                Count++;
            objects[after.Name] = after;
        }
        Index(change);
        history.Enqueue(change);
        if (history.Count > HistoryLimit)
            HistoryStart = history.Dequeue().After.Revision;
    }

    private void Index(Change change)
    {
        var before = change.Before?.Labels ?? Obj.Empty;
        var after = change.Deleted ? Obj.Empty : change.After.Labels;
        if (ReferenceEquals(before, after))
            return;
        foreach (var (key, value) in before)
            if (value is Str label && byLabel.TryGetValue((change.After.Namespace, key, label.Text), out var names))
            {
                names.Remove(change.After.Name);
                if (names.Count == 0)
                    byLabel.Remove((change.After.Namespace, key, label.Text));
            }
        foreach (var (key, value) in after)
            if (value is Str label)
            {
                var at = (change.After.Namespace, key, label.Text);
                if (!byLabel.TryGetValue(at, out var names))
                    byLabel.Add(at, names = []);
                names.Add(change.After.Name);
            }
    }
}
