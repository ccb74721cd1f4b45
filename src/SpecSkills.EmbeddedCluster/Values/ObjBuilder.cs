namespace SpecSkills.EmbeddedCluster.Values;

/// <summary>Collects the keys of an object under construction. A key given twice keeps its last value.</summary>
internal sealed class ObjBuilder(int capacity = 8)
{
    private readonly List<string> keys = new(capacity);
    private readonly List<Value> values = new(capacity);

    /// <summary>Number of keys so far.</summary>
    public int Count => keys.Count;

    /// <summary>Adds a key that is not there yet; a null value adds nothing.</summary>
    public ObjBuilder Add(string key, Value? value)
    {
        if (value is null)
            return this;
        keys.Add(key);
        values.Add(value);
        return this;
    }

    /// <summary>Adds every key of an object.</summary>
    public ObjBuilder AddAll(Obj? source)
    {
        foreach (var (key, value) in source ?? Obj.Empty)
            Add(key, value);
        return this;
    }

    /// <summary>The finished object.</summary>
    public Obj Build() => keys.Count == 0 ? Obj.Empty : new Obj([.. keys], [.. values]);
}
