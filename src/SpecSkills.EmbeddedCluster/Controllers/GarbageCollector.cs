using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>
/// Deletes objects whose owners are gone, or before their owner in the foreground case, or releases them as orphans.
/// </summary>
internal sealed class GarbageCollector : IController
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    private readonly MachineContext context;
    private readonly ControllerQueue owners;

    public GarbageCollector(MachineContext context)
    {
        this.context = context;
        owners = new ControllerQueue(context, context.Options.ControllerDelay, SyncOwner);
    }

    public void OnChange(Change change)
    {
        var metadata = change.After.Metadata;
        if (change.Deleted)
        {
            var gone = change.After.Uid;
            if (context.Store.OwnedBy(gone).Count > 0)
                context.Timers.At(context.Now + context.Options.ControllerDelay, () => Collect(gone));
            foreach (var owner in metadata.Objects("ownerReferences"))
                if (context.Store.FindByUid(owner.Text("uid") ?? "") is { IsDeleting: true } waiting)
                    owners.Add(ObjectKey.Of(waiting));
        }
        else if (change.After.IsDeleting && metadata.Array("finalizers") is { Count: > 0 })
            owners.Add(ObjectKey.Of(change.After));
    }

    private void Collect(string gone)
    {
        foreach (var dependent in context.Store.OwnedBy(gone))
            if (dependent.Metadata.Objects("ownerReferences").All(
                owner => !context.Store.Exists(owner.Text("uid") ?? "")))
                context.Writer.Delete(dependent, GraceOf(dependent));
    }

    private void SyncOwner(ObjectKey key)
    {
        if (context.Store.Find(key) is not { IsDeleting: true } owner)
            return;
        var finalizers = owner.Metadata.Array("finalizers") ?? Arr.Empty;
        var dependents = context.Store.OwnedBy(owner.Uid);
        if (finalizers.Texts.Contains(Orphan))
        {
            foreach (var dependent in dependents)
                Release(dependent, owner.Uid);
            RemoveFinalizer(owner, Orphan);
        }
        else if (finalizers.Texts.Contains(Foreground))
        {
            foreach (var dependent in dependents.Where(dependent => !dependent.IsDeleting))
                context.Writer.Delete(dependent, GraceOf(dependent), Foreground);
            var blocking = dependents.Any(dependent => dependent.Metadata.Objects("ownerReferences")
                .Any(reference => reference.Text("uid") == owner.Uid && reference.Flag("blockOwnerDeletion")));
            if (!blocking)
                RemoveFinalizer(owner, Foreground);
        }
    }

    private long GraceOf(StoredObject dependent) =>
        dependent.Kind == context.Catalog.Pods ? PodGrace.Of(dependent) : 0;

    private void Release(StoredObject dependent, string uid)
    {
        var kept = Arr.Of(dependent.Metadata.Objects("ownerReferences").Where(owner => owner.Text("uid") != uid));
        context.Writer.UpdateMetadata(
            dependent, dependent.Metadata.With("ownerReferences", kept.Count == 0 ? null : kept));
    }

    private void RemoveFinalizer(StoredObject owner, string finalizer)
    {
        var kept = Arr.Of(owner.Metadata.Array("finalizers")!.Where(item =>
            item is not Str str || str.Text != finalizer));
        context.Writer.UpdateMetadata(owner, owner.Metadata.With("finalizers", kept.Count == 0 ? null : kept));
    }
}
