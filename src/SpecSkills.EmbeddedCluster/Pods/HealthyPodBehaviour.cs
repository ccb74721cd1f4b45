namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>
/// The behaviour of pods without a script: images are pulled once, containers become ready after a fixed start-up
/// delay and never fail.
/// </summary>
public sealed class HealthyPodBehaviour(TimeSpan pullDuration, TimeSpan startupDelay, TimeSpan stopDuration)
    : IPodBehaviour
{
    /// <inheritdoc />
    public ImagePull PullImage(PodView pod, ContainerView container, int attempt, DateTimeOffset now) =>
        new ImagePull.Succeeds(pullDuration);

    /// <inheritdoc />
    public ContainerOutlook Observe(PodView pod, ContainerView container, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(container);
        var readyAt = (container.StartedAt ?? now) + startupDelay + container.ReadinessInitialDelay;
        return now >= readyAt ? new ContainerOutlook.Serving() : new ContainerOutlook.NotReady(readyAt);
    }

    /// <inheritdoc />
    public TimeSpan StopDuration(PodView pod, DateTimeOffset now) => stopDuration;
}
