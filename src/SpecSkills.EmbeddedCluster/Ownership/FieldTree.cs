namespace SpecSkills.EmbeddedCluster.Ownership;

/// <summary>
/// A set of field paths under construction. A node that is a member stands for its own path; a node that only has
/// children leads to members. The wire form is FieldsV1: <c>{"f:spec":{"f:replicas":{}}}</c>, where <c>"."</c> marks a
/// member that has children.
/// </summary>
internal sealed class FieldTree
{
    private SortedDictionary<string, FieldTree>? children;

    public bool Member { get; set; }

    public bool IsEmpty => !Member && (children is null || children.Values.All(child => child.IsEmpty));

    public FieldTree Child(string element)
    {
        children ??= new SortedDictionary<string, FieldTree>(StringComparer.Ordinal);
        if (!children.TryGetValue(element, out var child))
            children.Add(element, child = new FieldTree());
        return child;
    }

    public FieldTree? Find(string element) => children?.GetValueOrDefault(element);

    public void Remove(string element) => children?.Remove(element);

    /// <summary>The set as FieldsV1; null when it is empty.</summary>
    public Obj? ToFields() => Union(null, this);

    /// <summary>The members of both sets.</summary>
    public static Obj? Union(Obj? fields, FieldTree tree)
    {
        var kept = new SortedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (key, value) in fields ?? Obj.Empty)
            kept[key] = value;
        if (fields is { Count: 0 })
            kept["."] = Obj.Empty;
        if (tree.Member)
            kept["."] = Obj.Empty;
        foreach (var (element, child) in tree.children ?? [])
            if (Union(kept.GetValueOrDefault(element) as Obj, child) is { } merged)
                kept[element] = merged;
        if (kept.Count == 0)
            return null;
        return kept.Count == 1 && kept.ContainsKey(".") ? Obj.Empty : new Obj([.. kept.Keys], [.. kept.Values]);
    }

    /// <summary>
    /// The members of the first set that the tree does not have; the same instance when there is no overlap.
    /// </summary>
    public static Obj? Subtract(Obj fields, FieldTree tree)
    {
        if (fields.Count == 0)
            return tree.Member ? null : fields;
        var changed = false;
        var builder = new ObjBuilder(fields.Count);
        foreach (var (key, value) in fields)
        {
            var kept = value;
            if (key == ".")
                kept = tree.Member ? null : value;
            else if (tree.Find(key) is { } child)
                kept = Subtract((Obj)value, child);
            changed |= !ReferenceEquals(kept, value);
            builder.Add(key, kept);
        }
        if (!changed)
            return fields;
        var rest = builder.Build();
        return rest.Count == 0 ? null : rest.Count == 1 && rest.Keys[0] == "." ? Obj.Empty : rest;
    }

    /// <summary>Whether a path is a member.</summary>
    public static bool Contains(Obj fields, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
            return fields.Count == 0 || fields["."] is not null;
        return fields.Object(path[0]) is { } child && Contains(child, path[1..]);
    }
}
