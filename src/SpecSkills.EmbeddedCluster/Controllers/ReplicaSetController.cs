using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Ownership;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>Makes and ends pods until a ReplicaSet has as many as it asks for, and counts them.</summary>
internal sealed class ReplicaSetController : IController
{
    private const string Component = "replicaset-controller";
    private static readonly FieldWriter SpecWriter = new("kube-controller-manager", "v1", null);
    private static readonly FieldWriter StatusWriter = new("kube-controller-manager", "apps/v1", "status");

    private readonly MachineContext context;
    private readonly EventRecorder events;
    private readonly ControllerQueue queue;

    public ReplicaSetController(MachineContext context, EventRecorder events)
    {
        this.context = context;
        this.events = events;
        queue = new ControllerQueue(context, context.Options.ControllerDelay, Sync);
    }

    public void OnChange(Change change)
    {
        if (change.After.Kind == context.Catalog.ReplicaSets && !change.Deleted)
            queue.Add(ObjectKey.Of(change.After));
        else if (change.After.Kind == context.Catalog.Pods && change.After.ControllerUid is { } uid
            && context.Store.FindByUid(uid) is { } owner && owner.Kind == context.Catalog.ReplicaSets)
            queue.Add(ObjectKey.Of(owner));
    }

    private void Sync(ObjectKey key)
    {
        if (context.Store.Find(key) is not { } stored)
            return;
        var all = context.Store.OwnedBy(stored.Uid, context.Catalog.Pods);
        var active = all.Where(pod => !pod.IsDeleting && pod.Status.Text("phase") is not ("Succeeded" or "Failed"))
            .ToList();
        if (!stored.IsDeleting)
            Manage(stored, active);
        // Counted as it was before: pods just made or ended show in the next step.
        WriteStatus(stored, active, all.Count(pod => pod.IsDeleting));
    }

    private void Manage(StoredObject stored, List<StoredObject> active)
    {
        var difference = active.Count - (stored.Spec.Integer("replicas") ?? 1);
        if (difference < 0)
        {
            // Bounded as the real controller's burst is; the rest comes with the next steps.
            for (var i = 0; i < Math.Min(-difference, MaximumBurst); i++)
                CreatePod(stored);
            if (-difference > MaximumBurst)
                queue.Add(ObjectKey.Of(stored));
        }
        else if (difference > 0)
            foreach (var pod in active.Order(PodDeletionOrder.Instance).Take((int)difference))
            {
                context.Writer.Delete(pod, PodGrace.Of(pod));
                events.Normal(stored, Component, "SuccessfulDelete", $"Deleted pod: {pod.Name}");
            }
    }

    private const int MaximumBurst = 500;

    private void CreatePod(StoredObject owner)
    {
        var template = owner.Spec.Object("template")!;
        var templateMetadata = template.Object("metadata") ?? Obj.Empty;
        var name = $"{owner.Name}-{context.Source.NextSuffix()}";
        while (context.Store.Table(context.Catalog.Pods).Find(owner.Namespace, name) is not null)
            name = $"{owner.Name}-{context.Source.NextSuffix()}";
        var rules = context.Catalog.Pods.Rules;
        var value = Obj.Of(
            ("kind", "Pod"),
            ("apiVersion", "v1"),
            ("metadata", Obj.Of(
                ("name", name),
                ("generateName", owner.Name + "-"),
                ("namespace", owner.Namespace),
                ("labels", templateMetadata["labels"]),
                ("annotations", templateMetadata["annotations"]),
                ("ownerReferences", Arr.Of([ReplicaSetRevisions.OwnerReference(owner)])))),
            ("spec", template["spec"]));
        context.Writer.Create(context.Catalog.Pods, rules.PrepareForCreate(rules.Default(value)), SpecWriter);
        events.Normal(owner, Component, "SuccessfulCreate", $"Created pod: {name}");
    }

    private void WriteStatus(StoredObject stored, List<StoredObject> active, int terminating)
    {
        var minReady = TimeSpan.FromSeconds(stored.Spec.Integer("minReadySeconds") ?? 0);
        var ready = active.Where(pod => Conditions.IsTrue(pod.Status, "Ready")).ToList();
        var available = 0;
        DateTimeOffset? next = null;
        foreach (var pod in ready)
        {
            var since = Times.Parse(
                Conditions.Find(pod.Status.Array("conditions"), "Ready")!.Text("lastTransitionTime"));
            var at = (since ?? context.Now) + minReady;
            if (at <= context.Now)
                available++;
            else if (next is null || at < next)
                next = at;
        }
        var status = Obj.Of(
            ("replicas", active.Count),
            ("fullyLabeledReplicas", Counted(active.Count)),
            ("readyReplicas", Counted(ready.Count)),
            ("availableReplicas", Counted(available)),
            ("terminatingReplicas", context.Options.MinorVersion >= 36 ? Num.Of(terminating) : null),
            ("observedGeneration", stored.Metadata["generation"]),
            ("conditions", stored.Status["conditions"]));
        if (next is { } due)
            queue.AddAfter(ObjectKey.Of(stored), due - context.Now);
        // Read again: making pods does not touch it, but nothing here may overwrite a newer version.
        if (context.Store.Find(ObjectKey.Of(stored)) is { } current && !status.Equals(current.Status))
            context.Writer.Update(current, current.Value.With("status", status), StatusWriter);
    }

    private static Num? Counted(int count) => count == 0 ? null : Num.Of(count);
}
