namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>
/// Plays the containers: the lifecycle asks it what an image pull, a start or a running container does, and turns the
/// answers into pod status, restarts, back-off and events as a kubelet would. Answers must be pure functions of the
/// arguments (and of a seed), or a run cannot be repeated.
/// </summary>
public interface IPodBehaviour
{
    /// <summary>One attempt to pull the image of a container; attempts count from 1.</summary>
    ImagePull PullImage(PodView pod, ContainerView container, int attempt, DateTimeOffset now);

    /// <summary>A container that is running: ready or not, or ended. Asked at its start and whenever due.</summary>
    ContainerOutlook Observe(PodView pod, ContainerView container, DateTimeOffset now);

    /// <summary>How long the pod takes to end after its deletion was asked for; capped by its grace period.</summary>
    TimeSpan StopDuration(PodView pod, DateTimeOffset now);
}
