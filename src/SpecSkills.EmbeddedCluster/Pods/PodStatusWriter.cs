using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SpecSkills.EmbeddedCluster.Controllers;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>A pod's status, in the kubelet's words, from where its containers stand.</summary>
internal sealed class PodStatusWriter(MachineContext context)
{
    private const string NodeAddress = "127.0.0.1";

    public Obj Build(StoredObject pod, PodRun run)
    {
        var statuses = Arr.Of(run.Containers.Select(container => (Value)ContainerStatus(pod, container)));
        var allEnded = run.Containers.All(container => container.Phase == ContainerPhase.Ended);
        var anyRan = run.Containers.Any(container =>
            container.Phase is ContainerPhase.Running or ContainerPhase.CrashBackOff or ContainerPhase.Ended);
        var anyFailed = run.Containers.Any(container =>
            container.LastTerminated?.Integer("exitCode") is not (null or 0));
        var phase = allEnded ? anyFailed ? "Failed" : "Succeeded" : anyRan ? "Running" : "Pending";
        var newer = context.Options.MinorVersion >= 36;
        return Obj.Of(
            ("observedGeneration", newer ? pod.Metadata["generation"] : null),
            ("phase", phase),
            ("conditions", Conditions(pod, run)),
            ("hostIP", NodeAddress),
            ("hostIPs", Arr.Of([Obj.Of(("ip", NodeAddress))])),
            ("podIP", run.Address),
            ("podIPs", Arr.Of([Obj.Of(("ip", run.Address))])),
            ("startTime", Times.Seconds(run.StartedAt)),
            ("containerStatuses", statuses),
            ("qosClass", pod.Status["qosClass"]));
    }

    /// <summary>An id that is the same whenever the same run of the same container is written.</summary>
    public static string ContainerId(string podUid, ContainerRun container) =>
        "containerd://" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{podUid}/{container.Name}/{container.Restarts}"))));

    private Arr Conditions(StoredObject pod, PodRun run)
    {
        var unready = run.Containers.Where(container => !container.Ready).Select(container => container.Name).ToList();
        var why = unready.Count == 0 ? null : $"containers with unready status: [{string.Join(" ", unready)}]";
        var conditions = new List<Value>
        {
            Condition(pod, "PodReadyToStartContainers", true, null, null),
            Condition(pod, "Initialized", true, null, null),
            Condition(pod, "Ready", why is null, "ContainersNotReady", why),
            Condition(pod, "ContainersReady", why is null, "ContainersNotReady", why),
        };
        // Conditions of others, the scheduler's first, stay as they are.
        conditions.AddRange(pod.Status.Objects("conditions").Where(other => other.Text("type")
            is not ("PodReadyToStartContainers" or "Initialized" or "Ready" or "ContainersReady")));
        return Arr.Of(conditions);
    }

    private Obj Condition(StoredObject pod, string type, bool met, string? reason, string? message)
    {
        var status = met ? "True" : "False";
        var current = Controllers.Conditions.Find(pod.Status.Array("conditions"), type);
        return Obj.Of(
            ("type", type),
            ("observedGeneration", context.Options.MinorVersion >= 36 ? pod.Metadata["generation"] : null),
            ("status", status),
            ("lastProbeTime", Null.Instance),
            ("lastTransitionTime", current?.Text("status") == status
                ? current["lastTransitionTime"]
                : Times.Seconds(context.Now)),
            ("reason", met ? null : reason),
            ("message", met ? null : message));
    }

    private static Obj ContainerStatus(StoredObject pod, ContainerRun container)
    {
        var running = container.Phase == ContainerPhase.Running;
        var started = container.StartedAt is not null || container.LastTerminated is not null;
        return Obj.Of(
            ("name", container.Name),
            ("state", State(pod, container)),
            ("lastState", container is { LastTerminated: { } last, Phase: not ContainerPhase.Ended }
                ? Obj.Of(("terminated", last))
                : Obj.Empty),
            ("ready", container.Ready),
            ("restartCount", container.Restarts),
            ("image", container.Image),
            ("imageID", started ? ImageId(container.Image) : ""),
            ("containerID", started ? ContainerId(pod.Uid, container) : null),
            ("started", running));
    }

    private static Obj State(StoredObject pod, ContainerRun container) => container.Phase switch
    {
        ContainerPhase.Running => Obj.Of(("running", Obj.Of(("startedAt", Times.Seconds(container.StartedAt!.Value))))),
        ContainerPhase.Ended => Obj.Of(("terminated", container.LastTerminated)),
        ContainerPhase.PullFailed => Waiting("ErrImagePull", container.PullMessage),
        ContainerPhase.PullBackOff => Waiting("ImagePullBackOff", $"Back-off pulling image \"{container.Image}\""),
        ContainerPhase.CrashBackOff => Waiting("CrashLoopBackOff", string.Create(CultureInfo.InvariantCulture,
            $"back-off {(long)container.BackOff.TotalSeconds}s restarting failed container={container.Name} ")
            + $"pod={pod.Name}_{pod.Namespace}({pod.Uid})"),
        _ => container.PullAttempts > 1
            ? Waiting("ImagePullBackOff", $"Back-off pulling image \"{container.Image}\"")
            : Waiting("ContainerCreating", null),
    };

    private static Obj Waiting(string reason, string? message) =>
        Obj.Of(("waiting", Obj.Of(("reason", reason), ("message", message))));

    private static string ImageId(string image) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image)));
}
