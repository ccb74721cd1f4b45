using System.Globalization;
using SpecSkills.EmbeddedCluster.Controllers;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>The steps of a container's life, with a kubelet's waits between failures.</summary>
internal sealed class ContainerSteps(MachineContext context, EventRecorder events, IPodBehaviour behaviour)
{
    // 10 s, doubling to 5 min, reset after running for twice that: the kubelet's own figures.
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);
    // An image error shows under its own name before it becomes a back-off.
    private static readonly TimeSpan PullErrorShows = TimeSpan.FromSeconds(1);

    public void BeginPull(StoredObject pod, ContainerRun container, PodView view)
    {
        container.PullAttempts++;
        container.Pull = behaviour.PullImage(view, ViewOf(view, container), container.PullAttempts, context.Now);
        container.Due = context.Now + container.Pull.Duration;
        if (container.Pull.Duration > TimeSpan.Zero)
            events.Normal(pod, Kubelet.Component, "Pulling", $"Pulling image \"{container.Image}\"", PathOf(container));
    }

    public void Advance(StoredObject pod, ContainerRun container, PodView view)
    {
        switch (container.Phase)
        {
            case ContainerPhase.Creating:
                EndPull(pod, container, view);
                break;
            case ContainerPhase.PullFailed:
                container.Phase = ContainerPhase.PullBackOff;
                container.BackOff = Longer(container.BackOff);
                container.Due = context.Now + container.BackOff;
                events.Normal(pod, Kubelet.Component, "BackOff", $"Back-off pulling image \"{container.Image}\"",
                    PathOf(container));
                break;
            case ContainerPhase.PullBackOff:
                BeginPull(pod, container, view);
                EndPullIfInstant(pod, container, view);
                break;
            case ContainerPhase.Running:
                Observe(pod, container, view);
                break;
            case ContainerPhase.CrashBackOff:
                Start(pod, container, view);
                break;
            default:
                container.Due = null;
                break;
        }
    }

    private void EndPullIfInstant(StoredObject pod, ContainerRun container, PodView view)
    {
        // While the next attempt runs a kubelet goes on showing the back-off.
        if (container.Due <= context.Now)
            EndPull(pod, container, view);
        else
            container.Phase = ContainerPhase.Creating;
    }

    private void EndPull(StoredObject pod, ContainerRun container, PodView view)
    {
        if (container.Pull is ImagePull.Fails failed)
        {
            container.Phase = ContainerPhase.PullFailed;
            container.PullMessage = failed.Message;
            container.Due = context.Now + PullErrorShows;
            events.Warning(pod, Kubelet.Component, "Failed",
                $"Failed to pull image \"{container.Image}\": {failed.Message}", PathOf(container));
            return;
        }
        events.Normal(pod, Kubelet.Component, "Pulled", container.Pull!.Duration == TimeSpan.Zero
            ? $"Container image \"{container.Image}\" already present on machine"
            : $"Successfully pulled image \"{container.Image}\"", PathOf(container));
        container.BackOff = TimeSpan.Zero;
        Start(pod, container, view);
    }

    private void Start(StoredObject pod, ContainerRun container, PodView view)
    {
        container.Phase = ContainerPhase.Running;
        container.StartedAt = context.Now;
        events.Normal(pod, Kubelet.Component, "Created", $"Created container: {container.Name}", PathOf(container));
        events.Normal(pod, Kubelet.Component, "Started", $"Started container {container.Name}", PathOf(container));
        Observe(pod, container, view);
    }

    private void Observe(StoredObject pod, ContainerRun container, PodView view)
    {
        var outlook = behaviour.Observe(view, ViewOf(view, container), context.Now);
        container.Due = outlook.LookAgainAt;
        if (outlook is ContainerOutlook.Exited exited)
        {
            End(pod, container, exited);
            return;
        }
        var ready = outlook is ContainerOutlook.Serving;
        if (container.Ready && !ready)
            events.Warning(pod, Kubelet.Component, "Unhealthy", "Readiness probe failed", PathOf(container));
        container.Ready = ready;
    }

    private void End(StoredObject pod, ContainerRun container, ContainerOutlook.Exited exited)
    {
        var started = container.StartedAt ?? context.Now;
        container.LastTerminated = Obj.Of(
            ("exitCode", exited.ExitCode), ("reason", exited.Reason), ("startedAt", Times.Seconds(started)),
            ("finishedAt", Times.Seconds(context.Now)),
            ("containerID", PodStatusWriter.ContainerId(pod.Uid, container)));
        container.Ready = false;
        container.StartedAt = null;
        var policy = pod.Spec.Text("restartPolicy");
        if (policy == "Never" || (policy == "OnFailure" && exited.ExitCode == 0))
        {
            container.Phase = ContainerPhase.Ended;
            container.Due = null;
            return;
        }
        if (context.Now - started >= 2 * LongestBackOff)
            container.BackOff = TimeSpan.Zero;
        container.Restarts++;
        container.Phase = ContainerPhase.CrashBackOff;
        // The first restart is immediate; only the next failure has to wait.
        var immediate = container.BackOff == TimeSpan.Zero && container.Restarts == 1;
        container.BackOff = immediate ? TimeSpan.Zero : Longer(container.BackOff);
        container.Due = context.Now + (immediate ? context.Options.ControllerDelay : container.BackOff);
        if (!immediate)
            events.Warning(pod, Kubelet.Component, "BackOff", string.Create(CultureInfo.InvariantCulture,
                $"Back-off restarting failed container {container.Name} in pod {pod.Name}_{pod.Namespace}({pod.Uid})"),
                PathOf(container));
    }

    private static TimeSpan Longer(TimeSpan backOff) =>
        backOff == TimeSpan.Zero ? FirstBackOff : backOff * 2 > LongestBackOff ? LongestBackOff : backOff * 2;

    private static ContainerView ViewOf(PodView view, ContainerRun container)
    {
        var found = view.Containers.First(item => item.Name == container.Name);
        return found with { StartedAt = container.StartedAt, RestartCount = container.Restarts };
    }

    private static string PathOf(ContainerRun container) => $"spec.containers{{{container.Name}}}";
}
