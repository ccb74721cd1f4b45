namespace SpecSkills.EmbeddedCluster.Schema;

/// <summary>A value read as a type, or why it could not be; with the paths of fields the type does not have.</summary>
internal sealed record Decoded(Obj? Object, string? Error, IReadOnlyList<string> UnknownFields);
