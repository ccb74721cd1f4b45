namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>In which form the client wants objects, read from Accept.</summary>
internal enum Representation
{
    Plain,
    Table,
    Metadata,
}
