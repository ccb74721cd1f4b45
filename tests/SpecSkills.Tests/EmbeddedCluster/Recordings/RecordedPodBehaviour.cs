using SpecSkills.EmbeddedCluster.Pods;

namespace SpecSkills.Tests.EmbeddedCluster.Recordings;

/// <summary>Does what the recordings' pods did, told apart by their label app.</summary>
internal sealed class RecordedPodBehaviour : IPodBehaviour
{
    public ImagePull PullImage(PodView pod, ContainerView container, int attempt, DateTimeOffset now) =>
        container.Image.EndsWith("does-not-exist", StringComparison.Ordinal)
            ? new ImagePull.Fails(TimeSpan.FromMilliseconds(200), "not found")
            : new ImagePull.Succeeds(App(pod) == "starting" ? TimeSpan.FromHours(1) : TimeSpan.FromMilliseconds(200));

    public ContainerOutlook Observe(PodView pod, ContainerView container, DateTimeOffset now) => App(pod) switch
    {
        "crashing" => new ContainerOutlook.Exited(1, "Error"),
        "notready" => new ContainerOutlook.NotReady(),
        _ when now >= container.StartedAt + TimeSpan.FromSeconds(1) => new ContainerOutlook.Serving(),
        _ => new ContainerOutlook.NotReady(container.StartedAt + TimeSpan.FromSeconds(1)),
    };

    public TimeSpan StopDuration(PodView pod, DateTimeOffset now) =>
        TimeSpan.FromSeconds(App(pod) == "todo-slow" ? 7 : 1);

    private static string? App(PodView pod) => pod.Labels.GetValueOrDefault("app");
}
