using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Ownership;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>Fills a new namespace with its usual objects and empties one that is being deleted.</summary>
internal sealed class NamespaceController : IController
{
    /// <summary>
    /// Holds a namespace until it is empty. The real one is in spec.finalizers, this one in metadata.
    /// </summary>
    public const string Finalizer = "kubernetes";

    private readonly MachineContext context;
    private readonly ControllerQueue queue;

    public NamespaceController(MachineContext context)
    {
        this.context = context;
        queue = new ControllerQueue(context, context.Options.ControllerDelay, Sync);
    }

    public void OnChange(Change change)
    {
        if (change.After.Kind == context.Catalog.Namespaces && !change.Deleted)
            queue.Add(ObjectKey.Of(change.After));
        else if (change.Deleted && context.Store.Table(context.Catalog.Namespaces).Find("", change.After.Namespace)
            is { IsDeleting: true } ending)
            queue.Add(ObjectKey.Of(ending));
    }

    private void Sync(ObjectKey key)
    {
        if (context.Store.Find(key) is not { } ns)
            return;
        if (!ns.IsDeleting)
        {
            Furnish(ns.Name);
            return;
        }
        var left = false;
        foreach (var table in context.Store.Tables.Where(table => table.Kind.Namespaced))
            foreach (var stored in table.List(ns.Name).ToList())
            {
                left = true;
                if (!stored.IsDeleting)
                    context.Writer.Delete(stored, stored.Kind == context.Catalog.Pods ? PodGrace.Of(stored) : 0);
            }
        if (!left)
            context.Writer.UpdateMetadata(ns, ns.Metadata.With("finalizers", null));
        else
            queue.Add(key);
    }

    private void Furnish(string ns)
    {
        if (context.Store.Table(context.Catalog.ServiceAccounts).Find(ns, "default") is not null)
            return;
        context.Writer.Create(context.Catalog.ServiceAccounts, Obj.Of(
            ("kind", "ServiceAccount"), ("apiVersion", "v1"),
            ("metadata", Obj.Of(("name", "default"), ("namespace", ns)))),
            new FieldWriter("kube-controller-manager", "v1", null));
    }
}
