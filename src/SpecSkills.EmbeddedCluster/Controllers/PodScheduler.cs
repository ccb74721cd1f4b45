using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>Assigns pods to the node, or says why it is not large enough.</summary>
internal sealed class PodScheduler : IController
{
    private const string Component = "default-scheduler";

    private readonly MachineContext context;
    private readonly EventRecorder events;
    private readonly ControllerQueue queue;

    public PodScheduler(MachineContext context, EventRecorder events)
    {
        this.context = context;
        this.events = events;
        queue = new ControllerQueue(context, context.Options.ControllerDelay, Sync);
    }

    public void OnChange(Change change)
    {
        if (change is { Before: null, Deleted: false } && change.After.Kind == context.Catalog.Pods)
            queue.Add(ObjectKey.Of(change.After));
    }

    private void Sync(ObjectKey key)
    {
        if (context.Store.Find(key) is not { IsDeleting: false } pod
            || !string.IsNullOrEmpty(pod.Spec.Text("nodeName")))
            return;
        if (context.Store.Table(context.Catalog.Nodes).Find("", context.Options.NodeName) is not { } node)
            return;
        if (TooLarge(pod, node) is { } resource)
        {
            var message = $"0/1 nodes are available: 1 Insufficient {resource}. preemption: 0/1 nodes are available: 1 "
                + "No preemption victims found for incoming pod.";
            var condition = Condition(pod, "False", "Unschedulable", message);
            events.Warning(pod, Component, "FailedScheduling", message);
            context.Writer.Update(
                pod, WithCondition(pod.Value, condition), new("kube-scheduler", "v1", "status"));
            return;
        }
        var spec = context.Catalog.Schema["PodSpec"].Set(pod.Spec, "nodeName", node.Name);
        context.Writer.Replace(
            pod, WithCondition(pod.Value.With("spec", spec), Condition(pod, "True", null, null)));
        events.Normal(pod, Component, "Scheduled",
            $"Successfully assigned {pod.Namespace}/{pod.Name} to {node.Name}");
    }

    private Obj Condition(StoredObject pod, string status, string? reason, string? message) => Obj.Of(
        ("type", "PodScheduled"),
        ("observedGeneration", context.Options.MinorVersion >= 36 ? pod.Metadata["generation"] : null),
        ("status", status),
        ("lastProbeTime", Null.Instance),
        ("lastTransitionTime", Times.Seconds(context.Now)),
        ("reason", reason),
        ("message", message));

    private Obj WithCondition(Obj pod, Obj condition)
    {
        var status = pod.Object("status") ?? Obj.Empty;
        return pod.With("status", context.Catalog.Schema["PodStatus"].Set(
            status, "conditions", Conditions.Set(status.Array("conditions"), condition)));
    }

    // A pod is measured against the node alone, not against what runs on it: one node stands for all.
    private static string? TooLarge(StoredObject pod, StoredObject node)
    {
        foreach (var (name, value) in node.Status.Object("allocatable") ?? Obj.Empty)
        {
            if (!ResourceQuantity.TryParse(((Str)value).Text, out var room))
                continue;
            var asked = System.Numerics.BigInteger.Zero;
            foreach (var container in pod.Spec.Objects("containers"))
                if ((container.At("resources", "requests", name) as Str)?.Text is { } text
                    && ResourceQuantity.TryParse(text, out var request))
                    asked += request.Nano;
            if (asked > room.Nano)
                return name;
        }
        return null;
    }
}
