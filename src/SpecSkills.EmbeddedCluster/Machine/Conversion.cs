using SpecSkills.EmbeddedCluster.Resources;
using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Machine;

/// <summary>Converts between the stored form of an object and the form of one API version.</summary>
internal sealed record Conversion(SchemaType Type, Func<Obj, Obj> ToServed, Func<Obj, Obj> FromServed)
{
    public static Conversion None(ResourceKind kind) => new(kind.Type, value => value, value => value);
}
