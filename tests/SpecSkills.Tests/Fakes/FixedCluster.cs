using SpecSkills.EmbeddedCluster.Pods;

namespace SpecSkills.Tests.Fakes;

/// <summary>
/// A cluster of one Deployment whose pods a test sets, for the model's arithmetic without any controllers.
/// </summary>
internal sealed class FixedCluster(string ns, string deployment) : IClusterView
{
    private readonly List<PodView> pods = [];

    public int Replicas { get; set; }

    public IReadOnlyList<PodView> Pods => pods;

    /// <summary>This many ready pods, all started at a time.</summary>
    public FixedCluster WithPods(int count, DateTimeOffset startedAt, long? memoryLimitBytes = 512L << 20)
    {
        pods.Clear();
        Replicas = count;
        for (var index = 0; index < count; index++)
            pods.Add(NewPod(index, startedAt, memoryLimitBytes));
        return this;
    }

    public void Scale(int count, DateTimeOffset now)
    {
        Replicas = count;
        while (pods.Count > count)
            pods.RemoveAt(pods.Count - 1);
        while (pods.Count < count)
            pods.Add(NewPod(pods.Count, now, 512L << 20));
    }

    public void Replace(int index, Func<PodView, PodView> change) => pods[index] = change(pods[index]);

    public int? DesiredReplicas(string ofNamespace, string name) =>
        ofNamespace == ns && name == deployment ? Replicas : null;

    public IReadOnlyList<PodView> PodsOf(string ofNamespace, string name) =>
        ofNamespace == ns && name == deployment ? [.. pods] : [];

    public PodView? Pod(string ofNamespace, string name) =>
        ofNamespace == ns ? pods.Find(pod => pod.Name == name) : null;

    private PodView NewPod(int index, DateTimeOffset startedAt, long? memoryLimitBytes)
    {
        var container = new ContainerView("app", "todo:1", 0, startedAt, true, 50, 200, 128L << 20,
            memoryLimitBytes, TimeSpan.Zero);
        var empty = new Dictionary<string, string>();
        return new PodView(ns, $"{deployment}-5d4f8c7b9-aaaa{(char)('b' + index)}", $"uid-{index}", deployment,
            "5d4f8c7b9", empty, empty, [container], startedAt, "Running", true, false);
    }
}
