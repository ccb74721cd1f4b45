namespace SpecSkills.EmbeddedCluster.Schema;

/// <summary>A named type of the API: its fields in the order they are written.</summary>
internal sealed class SchemaType(string name, bool atomic)
{
    private readonly Dictionary<string, SchemaField> byName = new(StringComparer.Ordinal);
    private readonly List<SchemaField> fields = [];

    /// <summary>The type's name as in Go, which decoding errors quote.</summary>
    public string Name { get; } = name;

    /// <summary>One manager owns the whole value.</summary>
    public bool Atomic { get; } = atomic;

    public IReadOnlyList<SchemaField> Fields => fields;

    public SchemaField? Field(string fieldName) => byName.GetValueOrDefault(fieldName);

    /// <summary>The object with a field set where the type's order wants it; null takes the field away.</summary>
    public Obj Set(Obj value, string fieldName, Value? present)
    {
        if (present is null || value[fieldName] is not null)
            return value.With(fieldName, present);
        var builder = new ObjBuilder(value.Count + 1);
        foreach (var field in fields)
            builder.Add(field.Name, field.Name == fieldName ? present : value[field.Name]);
        return builder.Build();
    }

    internal void Add(SchemaField field)
    {
        fields.Add(field);
        byName.Add(field.Name, field);
    }
}
