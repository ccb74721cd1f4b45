namespace SpecSkills.EmbeddedCluster.Schema;

/// <summary>The form of a value.</summary>
internal enum SchemaShape
{
    Text,
    Flag,
    Int32,
    Int64,
    Real,
    Quantity,
    Time,
    MicroTime,
    IntOrString,
    Bytes,
    Any,
    Struct,
    List,
    Map,
}
