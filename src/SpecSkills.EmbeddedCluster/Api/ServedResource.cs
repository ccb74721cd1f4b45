using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Resources;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>
/// A resource under one group and version. Most are served as stored; Events also have a second form.
/// </summary>
internal sealed class ServedResource(ResourceKind storage, string group, string version, Conversion conversion)
{
    private readonly byte[] prefix = ValueWriter.ToBytes(Obj.Of(
        ("kind", storage.Kind), ("apiVersion", group.Length == 0 ? version : $"{group}/{version}")));

    public ResourceKind Storage { get; } = storage;

    public string Group { get; } = group;

    public string Version { get; } = version;

    public Conversion Conversion { get; } = conversion;

    public bool IsStorageForm => Group == Storage.Group && Version == Storage.Version;

    public string GroupVersion { get; } = group.Length == 0 ? version : $"{group}/{version}";

    public string QualifiedPlural => Group.Length == 0 ? Storage.Plural : $"{Storage.Plural}.{Group}";

    /// <summary>Bytes at the start of a serialized object that an item of a list leaves out.</summary>
    public int ItemOffset => prefix.Length - 1;
}
