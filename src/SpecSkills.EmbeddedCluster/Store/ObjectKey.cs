using SpecSkills.EmbeddedCluster.Resources;

namespace SpecSkills.EmbeddedCluster.Store;

/// <summary>Names an object across its versions; the namespace is empty for cluster-wide kinds.</summary>
internal readonly record struct ObjectKey(ResourceKind Kind, string Namespace, string Name)
{
    public static ObjectKey Of(StoredObject stored) => new(stored.Kind, stored.Namespace, stored.Name);
}
