namespace SpecSkills.EmbeddedCluster.Schema;

/// <summary>What a value may be: a scalar, a struct, or a list or map of further elements.</summary>
internal sealed class SchemaElement(SchemaShape shape, string goName)
{
    public SchemaShape Shape { get; } = shape;

    /// <summary>How Go's decoder names this type, e.g. <c>int32</c> or <c>[]v1.Container</c>.</summary>
    public string GoName { get; } = goName;

    /// <summary>
    /// The struct, when the shape is one. Filled in once all types are read, since types refer to each other.
    /// </summary>
    public SchemaType? Struct { get; set; }

    /// <summary>The element of a list or map.</summary>
    public SchemaElement? Item { get; init; }
}
