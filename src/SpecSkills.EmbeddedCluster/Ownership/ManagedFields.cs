using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Ownership;

/// <summary>
/// Keeps metadata.managedFields: who last wrote which field, as a plain update (not an apply) tracks it.
/// </summary>
internal static class ManagedFields
{
    private static readonly string[] UntrackedRoot = ["f:apiVersion", "f:kind"];
    private static readonly string[] UntrackedMetadata =
    [
        "f:name", "f:namespace", "f:creationTimestamp", "f:selfLink", "f:uid", "f:generation", "f:managedFields",
        "f:resourceVersion",
    ];

    private static readonly string[] ReplicasPath = ["f:spec", "f:replicas"];

    /// <summary>
    /// The managed fields after a write: every field that changed moves from its owner to the writer. An
    /// object without managed fields stays without them, unless it is new.
    /// </summary>
    public static Arr? AfterUpdate(SchemaType type, Obj old, Obj current, bool created, FieldWriter writer,
        DateTimeOffset now)
    {
        var entries = old.Object("metadata")?.Array("managedFields");
        if (!created && entries is null or { Count: 0 })
            return null;
        var changed = new FieldTree();
        var removed = new FieldTree();
        FieldComparison.Compare(type, old, current, changed, removed);
        Strip(changed);
        Strip(removed);
        if (changed.IsEmpty && removed.IsEmpty)
            return entries;

        var kept = new List<Obj>();
        Obj? own = null;
        foreach (var entry in entries?.Objects ?? [])
        {
            if (Without(entry, changed, removed) is not { } rest)
                continue;
            if (writer.Wrote(rest))
                own = rest;
            else
                kept.Add(rest);
        }
        if (changed.IsEmpty)
        {
            if (own is not null)
                kept.Add(own);
        }
        else
            kept.Add(writer.Entry(FieldTree.Union(own?.Object("fieldsV1"), changed)!, now));
        return Sorted(kept);
    }

    /// <summary>
    /// The managed fields after a write through the scale subresource. A real server loses the trail at zero, where the
    /// Scale does not show the field at all, and does not take it up again until the object itself is written.
    /// </summary>
    public static Arr? AfterScale(Arr? entries, long replicas, FieldWriter writer)
    {
        var owners = entries?.Objects.Any(entry => OwnsReplicas(entry)) ?? false;
        if (!owners)
            return entries;
        var field = new FieldTree();
        field.Child("f:spec").Child("f:replicas").Member = true;
        var kept = new List<Obj>();
        foreach (var entry in entries!.Objects)
            if (Without(entry, field, new FieldTree()) is { } rest)
                kept.Add(rest);
        if (replicas != 0)
            kept.Add(writer.Entry(field.ToFields()!, null));
        return Sorted(kept);
    }

    private static bool OwnsReplicas(Obj entry) =>
        entry.Object("fieldsV1") is { } fields && FieldTree.Contains(fields, ReplicasPath);

    private static Obj? Without(Obj entry, FieldTree changed, FieldTree removed)
    {
        if (entry.Object("fieldsV1") is not { } fields)
            return entry;
        var rest = FieldTree.Subtract(fields, changed) is { } left ? FieldTree.Subtract(left, removed) : null;
        return rest is null ? null : entry.With("fieldsV1", rest);
    }

    private static void Strip(FieldTree tree)
    {
        foreach (var element in UntrackedRoot)
            tree.Remove(element);
        tree.Child("f:metadata").Member = false;
        foreach (var element in UntrackedMetadata)
            tree.Child("f:metadata").Remove(element);
    }

    // Applies before updates, older before newer (no time is oldest), then by name: the order a real server writes.
    private static Arr Sorted(List<Obj> entries) => Arr.Of(entries
        .OrderBy(entry => entry.Text("operation"), StringComparer.Ordinal)
        .ThenBy(entry => entry.Text("time") ?? "", StringComparer.Ordinal)
        .ThenBy(entry => entry.Text("manager"), StringComparer.Ordinal)
        .ThenBy(entry => entry.Text("apiVersion"), StringComparer.Ordinal)
        .ThenBy(entry => entry.Text("subresource") ?? "", StringComparer.Ordinal));
}
