using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>
/// DELETE of one object or of all that match, gracefully for pods, with preconditions and propagation.
/// </summary>
internal sealed class ObjectDeleter(MachineContext context, ObjectReader reader)
{
    private const long DefaultGraceSeconds = 30;

    public ApiResponse Delete(ApiRequest request, RequestTarget target)
    {
        var options = DeleteOptions.Read(request, BodyOf(request), context.Options.MinorVersion, out var refusal);
        if (refusal is not null)
            return refusal;
        var existing = context.Store.Table(target.Served.Storage).Find(target.Namespace ?? "", target.Name!);
        if (existing is null)
            return Statuses.NotFound(target.Served, target.Name!);
        return CheckPreconditions(existing, options) ?? Answer(target.Served, existing, DeleteOne(existing, options));
    }

    public ApiResponse DeleteMany(ApiRequest request, RequestTarget target, ListQuery query)
    {
        var options = DeleteOptions.Read(request, BodyOf(request), context.Options.MinorVersion, out var refusal);
        if (refusal is not null)
            return refusal;
        var before = reader.List(request, target, query, Representation.Plain);
        var ns = target.Served.Storage.Namespaced ? target.Namespace : null;
        foreach (var stored in context.Store.Table(target.Served.Storage).List(ns).Where(query.Matches).ToList())
            DeleteOne(stored, options);
        return before;
    }

    /// <summary>409 when the object is not the one the client means.</summary>
    public static ApiResponse? CheckPreconditions(StoredObject existing, DeleteOptions options)
    {
        var kind = existing.Kind;
        if (options.Uid is { } uid && uid != existing.Uid)
            return Statuses.Conflict(kind.QualifiedKind, kind.Kind, kind.Group, existing.Name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({existing.Uid}). "
                + "The object might have been deleted and then recreated");
        var version = existing.Metadata.Text("resourceVersion");
        return options.Version is { } asked && asked != version
            ? Statuses.Conflict(kind.QualifiedKind, kind.Kind, kind.Group, existing.Name,
                $"the ResourceVersion in the precondition ({asked}) does not match the ResourceVersion in record "
                + $"({version}). The object might have been modified")
            : null;
    }

    /// <summary>Deletes the object; returns it as it is afterwards, still there or gone.</summary>
    public StoredObject DeleteOne(StoredObject existing, DeleteOptions options)
    {
        var finalizer = options.Propagation switch
        {
            "Foreground" => "foregroundDeletion",
            "Orphan" => "orphan",
            _ => null,
        };
        if (existing.Kind == context.Catalog.Namespaces)
            return TerminateNamespace(existing, options);
        return context.Writer.Delete(existing, GraceFor(existing, options.GraceSeconds), finalizer, options.DryRun);
    }

    // A namespace ends once everything in it has ended; until then its own finalizer, in spec, holds it.
    private StoredObject TerminateNamespace(StoredObject existing, DeleteOptions options)
    {
        if (existing.IsDeleting)
            return existing;
        var type = context.Catalog.Schema["ObjectMeta"];
        var now = Schema.Times.Seconds(context.Now);
        var metadata = type.Set(existing.Metadata, "deletionTimestamp", now);
        metadata = type.Set(metadata, "finalizers", Arr.Of(
            [.. metadata.Array("finalizers") ?? Arr.Empty, new Value.Str(Controllers.NamespaceController.Finalizer)]));
        var next = existing.Value.WithAt(["status", "phase"], "Terminating");
        return context.Writer.UpdateMetadata(new StoredObject(existing.Kind, next, existing.Revision), metadata,
            options.DryRun);
    }

    private long? GraceFor(StoredObject existing, long? asked)
    {
        if (existing.Kind != context.Catalog.Pods)
            return 0;
        if (string.IsNullOrEmpty(existing.Spec.Text("nodeName"))
            || existing.Status.Text("phase") is "Succeeded" or "Failed")
            return 0;
        return asked ?? existing.Spec.Integer("terminationGracePeriodSeconds") ?? DefaultGraceSeconds;
    }

    // An object that is gone is answered by a Status; one that lingers, and a pod always, by the object itself.
    private ApiResponse Answer(ServedResource served, StoredObject before, StoredObject after)
    {
        var lingers = after.IsDeleting || before.Kind == context.Catalog.Pods
            || before.Kind == context.Catalog.Namespaces;
        return lingers
            ? reader.Answer(served, after, 200, Representation.Plain)
            : Statuses.Success(Statuses.Details(before.Name, served.Group, served.Storage.Plural)
                .With("uid", before.Uid));
    }

    private static Obj? BodyOf(ApiRequest request) =>
        request.Body.IsEmpty ? null : ValueReader.Read(request.Body.Span).Value as Obj;
}
