using SpecSkills.EmbeddedCluster.Resources;

namespace SpecSkills.EmbeddedCluster.Store;

/// <summary>Every object of the cluster with one counter of revisions, and an index of who owns what.</summary>
internal sealed class ObjectStore
{
    private readonly Dictionary<ResourceKind, ObjectTable> tables = [];
    private readonly Dictionary<string, HashSet<ObjectKey>> byOwner = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ObjectKey> byUid = new(StringComparer.Ordinal);

    public ObjectStore(IEnumerable<ResourceKind> kinds)
    {
        foreach (var kind in kinds)
            tables.Add(kind, new ObjectTable(kind));
    }

    /// <summary>Raised for every change after it took effect.</summary>
    public event Action<Change>? Changed;

    /// <summary>The revision of the newest change.</summary>
    public long Revision { get; private set; } = 1;

    public IEnumerable<ObjectTable> Tables => tables.Values;

    public ObjectTable Table(ResourceKind kind) => tables[kind];

    public StoredObject? Find(ObjectKey key) => tables[key.Kind].Find(key.Namespace, key.Name);

    public bool Exists(string uid) => byUid.ContainsKey(uid);

    public StoredObject? FindByUid(string uid) => byUid.TryGetValue(uid, out var key) ? Find(key) : null;

    /// <summary>The objects of a kind that name an owner, in order of name.</summary>
    public IReadOnlyList<StoredObject> OwnedBy(string uid, ResourceKind kind) =>
        byOwner.TryGetValue(uid, out var keys)
            ? [.. keys.Where(key => key.Kind == kind).OrderBy(key => key.Name, StringComparer.Ordinal)
                .Select(key => Find(key)!)]
            : [];

    /// <summary>Everything that names an owner, in a stable order.</summary>
    public IReadOnlyList<StoredObject> OwnedBy(string uid) =>
        byOwner.TryGetValue(uid, out var keys)
            ? [.. keys.OrderBy(key => key.Kind.Plural, StringComparer.Ordinal)
                .ThenBy(key => key.Name, StringComparer.Ordinal).Select(key => Find(key)!)]
            : [];

    /// <summary>Stores a version; gives it the next revision.</summary>
    public StoredObject Put(ResourceKind kind, Obj value)
    {
        var metadata = value.Object("metadata")!;
        var before = tables[kind].Find(metadata.Text("namespace") ?? "", metadata.Text("name")!);
        return Commit(kind, value, before, deleted: false);
    }

    /// <summary>Takes an object away; its last version carries the revision of the deletion.</summary>
    public StoredObject Remove(StoredObject last) => Commit(last.Kind, last.Value, last, deleted: true);

    /// <summary>
    /// Takes everything away without raising <see cref="Changed"/>; used before a snapshot is restored.
    /// </summary>
    public void Clear()
    {
        foreach (var kind in tables.Keys.ToList())
            tables[kind] = new ObjectTable(kind);
        byOwner.Clear();
        byUid.Clear();
    }

    /// <summary>Puts an object back with the revision it had; used when a snapshot is restored.</summary>
    public void Restore(ResourceKind kind, Obj value, long revision)
    {
        Apply(new Change(null, new StoredObject(kind, value, revision), Deleted: false));
        Revision = Math.Max(Revision, revision);
    }

    /// <summary>
    /// Ends a restoration: the counter goes on from here, and older versions are no longer available.
    /// </summary>
    public void Resume(long revision)
    {
        Revision = Math.Max(Revision, revision);
        foreach (var table in tables.Values)
            table.HistoryStart = Revision;
    }

    private StoredObject Commit(ResourceKind kind, Obj value, StoredObject? before, bool deleted)
    {
        Revision++;
        var metadata = value.Object("metadata")!;
        var version = Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var stored = new StoredObject(
            kind, value.With("metadata", metadata.With("resourceVersion", version)), Revision);
        var change = new Change(before, stored, deleted);
        Apply(change);
        Changed?.Invoke(change);
        return stored;
    }

    private void Apply(Change change)
    {
        tables[change.After.Kind].Apply(change);
        var key = ObjectKey.Of(change.After);
        if (change.Deleted)
            byUid.Remove(change.After.Uid);
        else
            byUid[change.After.Uid] = key;
        IndexOwners(change, key);
    }

    private void IndexOwners(Change change, ObjectKey key)
    {
        var before = change.Before?.Metadata["ownerReferences"];
        var after = change.Deleted ? null : change.After.Metadata["ownerReferences"];
        if (ReferenceEquals(before, after))
            return;
        foreach (var owner in (before as Arr)?.Objects ?? [])
            if (byOwner.TryGetValue(owner.Text("uid") ?? "", out var keys) && keys.Remove(key) && keys.Count == 0)
                byOwner.Remove(owner.Text("uid")!);
        foreach (var owner in (after as Arr)?.Objects ?? [])
        {
            var uid = owner.Text("uid") ?? "";
            if (!byOwner.TryGetValue(uid, out var keys))
                byOwner.Add(uid, keys = []);
            keys.Add(key);
        }
    }
}
