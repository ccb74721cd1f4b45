using SpecSkills.EmbeddedCluster.Controllers;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>Makes the views of pods.</summary>
internal sealed class PodViews(MachineContext context)
{
    public PodView Of(StoredObject pod, PodRun? run = null)
    {
        var owner = pod.ControllerUid is { } uid ? context.Store.FindByUid(uid) : null;
        var deployment = owner?.ControllerUid is { } above ? context.Store.FindByUid(above)?.Name : null;
        return new PodView(
            pod.Namespace, pod.Name, pod.Uid, deployment, pod.Labels.Text(ReplicaSetRevisions.HashLabel),
            Texts(pod.Labels), Texts(pod.Metadata.Object("annotations")),
            [.. pod.Spec.Objects("containers").Select(container => Container(pod, container, run))],
            Times.Parse(pod.Metadata.Text("creationTimestamp")) ?? context.Now,
            pod.Status.Text("phase") ?? "Pending",
            Conditions.IsTrue(pod.Status, "Ready"),
            pod.IsDeleting);
    }

    private static ContainerView Container(StoredObject pod, Obj spec, PodRun? run)
    {
        var name = spec.Text("name")!;
        var status = pod.Status.Objects("containerStatuses").FirstOrDefault(item => item.Text("name") == name);
        var state = run?.Containers.FirstOrDefault(item => item.Name == name);
        return new ContainerView(
            name,
            spec.Text("image") ?? "",
            state?.Restarts ?? (int)(status?.Integer("restartCount") ?? 0),
            state?.StartedAt ?? Times.Parse((status?.At("state", "running", "startedAt") as Str)?.Text),
            state?.Ready ?? status?.Flag("ready") ?? false,
            Millis(spec, "requests"), Millis(spec, "limits"), Bytes(spec, "requests"), Bytes(spec, "limits"),
            TimeSpan.FromSeconds(spec.Object("readinessProbe")?.Integer("initialDelaySeconds") ?? 0));
    }

    private static long? Millis(Obj spec, string list) => Read(spec, list, "cpu")?.Millis;

    private static long? Bytes(Obj spec, string list) => Read(spec, list, "memory")?.Units;

    private static ResourceQuantity? Read(Obj spec, string list, string resource) =>
        (spec.At("resources", list, resource) as Str)?.Text is { } text
            && ResourceQuantity.TryParse(text, out var quantity)
            ? quantity
            : null;

    private static Dictionary<string, string> Texts(Obj? map) => (map ?? Obj.Empty)
        .Where(pair => pair.Value is Str)
        .ToDictionary(pair => pair.Key, pair => ((Str)pair.Value).Text, StringComparer.Ordinal);
}
