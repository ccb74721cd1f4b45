using SpecSkills.EmbeddedCluster.Resources;
using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Machine;

/// <summary>Between an object as stored and as one API version shows it.</summary>
internal sealed record Conversion(SchemaType Type, Func<Obj, Obj> ToServed, Func<Obj, Obj> FromServed)
{
    public static Conversion None(ResourceKind kind) => new(kind.Type, value => value, value => value);
}
