namespace SpecSkills.EmbeddedCluster.Schema;

/// <summary>One field of a type. The meaning of each flag is given at the top of <c>meta.schema</c>.</summary>
internal sealed record SchemaField(string Name, SchemaElement Element)
{
    public bool AlwaysWritten { get; init; }

    public bool Pointer { get; init; }

    public bool Atomic { get; init; }

    public bool Set { get; init; }

    public bool RetainKeys { get; init; }

    /// <summary>Fields that tell the items of this list apart; none when the list is owned as a whole.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Strategic merge patch merges this list; null when it replaces it.</summary>
    public string? MergeKey { get; init; }

    public Value? Default { get; init; }

    /// <summary>First minor version that has the field.</summary>
    public int Since { get; init; }

    /// <summary>A struct that is no pointer is written even when empty.</summary>
    public bool InlineStruct => !Pointer && Element.Shape == SchemaShape.Struct;
}
