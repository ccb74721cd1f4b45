using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>Takes up pods that already ran, from their status, after a snapshot was restored.</summary>
internal static class PodResumption
{
    /// <summary>Null for a pod that never started.</summary>
    public static PodRun? Resume(StoredObject pod, DateTimeOffset now)
    {
        if (pod.Status.Text("podIP") is not { } address)
            return null;
        var containers = new List<ContainerRun>();
        foreach (var spec in pod.Spec.Objects("containers"))
        {
            var name = spec.Text("name")!;
            var container = new ContainerRun(name, spec.Text("image") ?? "");
            var status = pod.Status.Objects("containerStatuses").FirstOrDefault(item => item.Text("name") == name);
            container.Restarts = (int)(status?.Integer("restartCount") ?? 0);
            container.LastTerminated = status?.At("lastState", "terminated") as Obj;
            if (Times.Parse((status?.At("state", "running", "startedAt") as Str)?.Text) is { } started)
            {
                container.Phase = ContainerPhase.Running;
                container.StartedAt = started;
                container.Ready = status!.Flag("ready");
                container.Due = now;
            }
            containers.Add(container);
        }
        return new PodRun(containers, Times.Parse(pod.Status.Text("startTime")) ?? now, address);
    }
}
