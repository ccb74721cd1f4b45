using SpecSkills.EmbeddedCluster.Resources;

namespace SpecSkills.EmbeddedCluster.Store;

/// <summary>One version of one object. Serialized once, however often it is read.</summary>
internal sealed class StoredObject(ResourceKind kind, Obj value, long revision)
{
    private byte[]? json;

    public ResourceKind Kind { get; } = kind;

    /// <summary>The whole object, kind and apiVersion first.</summary>
    public Obj Value { get; } = value;

    /// <summary>The resourceVersion.</summary>
    public long Revision { get; } = revision;

    public Obj Metadata { get; } = value.Object("metadata")!;

    /// <summary>The object as a PartialObjectMetadata: kind, apiVersion and metadata alone.</summary>
    public Obj MetadataOnly => Obj.Of(
        ("kind", "PartialObjectMetadata"), ("apiVersion", "meta.k8s.io/v1"), ("metadata", Metadata));

    public string Namespace => Metadata.Text("namespace") ?? "";

    public string Name => Metadata.Text("name")!;

    public string Uid => Metadata.Text("uid")!;

    public Obj Labels => Metadata.Object("labels") ?? Obj.Empty;

    public Obj Spec => Value.Object("spec") ?? Obj.Empty;

    public Obj Status => Value.Object("status") ?? Obj.Empty;

    public bool IsDeleting => Metadata["deletionTimestamp"] is Str;

    public byte[] Json => json ??= ValueWriter.ToBytes(Value);

    /// <summary>uid of the owner that controls this object, or null.</summary>
    public string? ControllerUid
    {
        get
        {
            foreach (var owner in Metadata.Objects("ownerReferences"))
                if (owner.Flag("controller"))
                    return owner.Text("uid");
            return null;
        }
    }
}
