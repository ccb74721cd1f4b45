using SpecSkills.EmbeddedCluster.Ownership;
using SpecSkills.EmbeddedCluster.Resources;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Machine;

/// <summary>
/// The one way into the store, for requests and for controllers: sets the fields that only the server sets, counts
/// generations, tracks who owns which field, leaves an object alone when nothing changed and removes it when nothing
/// holds it.
/// </summary>
internal sealed class ObjectWriter(MachineContext context)
{
    private static readonly string[] SetByServer =
        ["uid", "creationTimestamp", "generation", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"];

    private readonly Dictionary<SchemaType, Obj> empties = [];

    private SchemaType MetadataType => context.Catalog.Schema["ObjectMeta"];

    /// <summary>Stores a new object; only the fields that the server sets are missing in it.</summary>
    public StoredObject Create(
        ResourceKind kind, Obj value, FieldWriter writer, bool dryRun = false, Conversion? conversion = null)
    {
        conversion ??= Conversion.None(kind);
        var metadata = value.Object("metadata")!;
        foreach (var field in SetByServer)
            metadata = metadata.With(field, null);
        metadata = metadata.With("resourceVersion", null).With("managedFields", null);
        metadata = MetadataType.Set(metadata, "uid", context.Source.NextUid());
        if (kind.Rules.TracksGeneration)
            metadata = MetadataType.Set(metadata, "generation", 1);
        metadata = MetadataType.Set(metadata, "creationTimestamp", Times.Seconds(context.Now));
        value = value.With("metadata", metadata);

        var fields = ManagedFields.AfterUpdate(
            conversion.Type, EmptyOf(conversion.Type), conversion.ToServed(value), created: true, writer, context.Now);
        metadata = MetadataType.Set(metadata, "managedFields", fields);
        if (dryRun)
            return new StoredObject(kind, value.With("metadata", metadata), 0);
        metadata = MetadataType.Set(metadata, "resourceVersion", "0");
        return context.Store.Put(kind, value.With("metadata", metadata));
    }

    /// <summary>Stores a new version; the same instance comes back when nothing changed.</summary>
    /// <param name="managedFields">Overrides the tracking of fields, for the scale subresource.</param>
    public StoredObject Update(
        StoredObject existing, Obj value, FieldWriter writer, bool dryRun = false, Conversion? conversion = null,
        Func<Arr?, Arr?>? managedFields = null)
    {
        conversion ??= Conversion.None(existing.Kind);
        var old = existing.Metadata;
        var metadata = value.Object("metadata") ?? Obj.Empty;
        foreach (var field in SetByServer)
            if (!ReferenceEquals(metadata[field], old[field]))
                metadata = MetadataType.Set(metadata, field, old[field]);
        metadata = MetadataType.Set(metadata, "resourceVersion", old["resourceVersion"]);
        metadata = MetadataType.Set(metadata, "managedFields", old["managedFields"]);
        value = value.With("metadata", metadata);
        if (value.Equals(existing.Value))
            return existing;

        if (writer.Subresource != "status" && existing.Kind.Rules.TracksGeneration
            && existing.Kind.Rules.MovesGeneration(value, existing.Value))
            metadata = MetadataType.Set(metadata, "generation", (old.Integer("generation") ?? 0) + 1);
        var tracked = managedFields is not null
            ? managedFields(old.Array("managedFields"))
            : ManagedFields.AfterUpdate(conversion.Type, conversion.ToServed(existing.Value),
                conversion.ToServed(value), created: false, writer, context.Now);
        metadata = MetadataType.Set(metadata, "managedFields", tracked);
        return Commit(existing, value.With("metadata", metadata), dryRun);
    }

    /// <summary>Changes metadata that only the server may change, e.g. a deletion's timestamps.</summary>
    public StoredObject UpdateMetadata(StoredObject existing, Obj metadata, bool dryRun = false) =>
        Commit(existing, existing.Value.With("metadata", metadata), dryRun);

    /// <summary>
    /// Stores a version as it is, without tracking its fields and without a new generation, as binding a pod does.
    /// </summary>
    public StoredObject Replace(StoredObject existing, Obj value) => Commit(existing, value, dryRun: false);

    /// <summary>
    /// Asks for an object's deletion: gone at once, or marked when a finalizer or a grace period holds it.
    /// </summary>
    public StoredObject Delete(StoredObject existing, long? graceSeconds, string? finalizer = null, bool dryRun = false)
    {
        var metadata = existing.Metadata;
        if (finalizer is not null && !(metadata.Array("finalizers")?.Texts.Contains(finalizer) ?? false))
            metadata = MetadataType.Set(metadata, "finalizers",
                Arr.Of([.. metadata.Array("finalizers") ?? Arr.Empty, new Str(finalizer)]));
        var grace = graceSeconds ?? 0;
        var held = grace > 0 || metadata.Array("finalizers") is { Count: > 0 };
        if (!held)
            return dryRun ? existing : context.Store.Remove(existing);
        if (existing.IsDeleting && grace >= (metadata.Integer("deletionGracePeriodSeconds") ?? 0)
            && ReferenceEquals(metadata, existing.Metadata))
            return existing;
        var generation = metadata.Integer("generation");
        if (!existing.IsDeleting && generation is not null)
            metadata = MetadataType.Set(metadata, "generation", generation.Value + 1);
        metadata = MetadataType.Set(
            metadata, "deletionTimestamp", Times.Seconds(context.Now + TimeSpan.FromSeconds(grace)));
        metadata = MetadataType.Set(metadata, "deletionGracePeriodSeconds", grace);
        return UpdateMetadata(existing, metadata, dryRun);
    }

    private StoredObject Commit(StoredObject existing, Obj value, bool dryRun)
    {
        if (dryRun)
            return new StoredObject(existing.Kind, value, existing.Revision);
        var metadata = value.Object("metadata")!;
        var released = metadata["deletionTimestamp"] is Str
            && metadata.Array("finalizers") is null or { Count: 0 }
            && (metadata.Integer("deletionGracePeriodSeconds") ?? 0) == 0;
        if (released)
            return context.Store.Remove(new StoredObject(existing.Kind, value, existing.Revision));
        return context.Store.Put(existing.Kind, value);
    }

    private Obj EmptyOf(SchemaType type)
    {
        if (!empties.TryGetValue(type, out var empty))
            empties.Add(type, empty = Decoder.Decode(context.Catalog.Schema, type, Obj.Empty).Object!);
        return empty;
    }
}
