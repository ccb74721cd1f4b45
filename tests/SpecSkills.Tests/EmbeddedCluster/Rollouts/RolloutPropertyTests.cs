using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.EmbeddedCluster;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Rollouts;

/// <summary>
/// Properties that hold through any sequence of changes. A failure names its seed; the seed repeats the run.
/// </summary>
public sealed class RolloutPropertyTests
{
    private const string Web = TestCluster.Deployments + "/web";

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_rollout_of_healthy_pods_stays_between_its_bounds(int seed)
    {
        var random = new Random(seed);
        var replicas = random.Next(1, 9);
        var (surge, unavailable) = Bounds(random);
        var cluster = NewCluster(random);
        cluster.Create(TestCluster.Deployment("web", replicas, surge, unavailable));
        cluster.Pass(30);
        var most = replicas + Rounded(surge, replicas, up: true);
        var down = Rounded(unavailable, replicas, up: false);
        var least = replicas - Math.Min(replicas, most == replicas && down == 0 ? 1 : down);
        for (var change = 0; change < 4; change++)
        {
            cluster.SetImage("web", $"registry.example/app:{random.Next(1, 4)}");
            cluster.Pass(random.NextDouble() * 6, Look);
        }
        cluster.Pass(120, Look);
        AssertSettled(cluster, replicas, seed);

        void Look()
        {
            var pods = cluster.Machine.PodsOf("default", "web").Where(pod => !pod.Terminating).ToList();
            Assert.True(pods.Count <= most, $"seed {seed}: {pods.Count} pods, at most {most} allowed");
            var ready = pods.Count(pod => pod.Ready);
            Assert.True(ready >= least, $"seed {seed}: {ready} pods ready, at least {least} wanted");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_sequence_of_changes_converges_and_revisions_only_grow(int seed)
    {
        var random = new Random(1000 + seed);
        var (surge, unavailable) = Bounds(random);
        var cluster = NewCluster(random);
        cluster.Create(TestCluster.Deployment("web", 3, surge, unavailable));
        var replicas = 3;
        var revision = 0L;
        var paused = false;
        for (var change = 0; change < 12; change++)
        {
            switch (random.Next(4))
            {
                case 0:
                    cluster.SetImage("web", $"registry.example/app:{random.Next(1, 5)}");
                    break;
                case 1:
                    replicas = random.Next(0, 12);
                    cluster.Patch(Web + "/scale", $$$"""{"spec":{"replicas":{{{replicas}}}}}""");
                    break;
                case 2:
                    paused = !paused;
                    cluster.Patch(Web, $$$"""{"spec":{"paused":{{{(paused ? "true" : "false")}}}}}""");
                    break;
                default:
                    cluster.Pass(random.NextDouble() * 10);
                    break;
            }
            cluster.Pass(random.NextDouble() * 2);
            var now = Revision(cluster);
            Assert.True(now >= revision, $"seed {seed}: revision {now} after {revision}");
            revision = now;
        }
        cluster.Patch(Web, """{"spec":{"paused":false}}""");
        cluster.Pass(180);
        AssertSettled(cluster, replicas, seed);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        Assert.Equal(Play(), Play());

        static byte[] Play()
        {
            var cluster = new TestCluster(new ClusterOptions { StartTime = default, Seed = 7 });
            cluster.Create(TestCluster.Deployment("web", 4, "25%", "25%"));
            cluster.Pass(5);
            cluster.SetImage("web", "registry.example/app:2");
            cluster.Pass(20);
            return cluster.Machine.Snapshot();
        }
    }

    private static TestCluster NewCluster(Random random) => new(new ClusterOptions
    {
        StartTime = default,
        Seed = (ulong)random.Next(),
        PodStartupDelay = TimeSpan.FromSeconds(random.NextDouble() * 3),
        PodStopDuration = TimeSpan.FromSeconds(random.NextDouble() * 3),
    });

    private static (string Surge, string Unavailable) Bounds(Random random)
    {
        string[] sizes = ["0%", "25%", "50%", "100%"];
        var surge = sizes[random.Next(sizes.Length)];
        return (surge, sizes[random.Next(surge == "0%" ? 1 : 0, sizes.Length)]);
    }

    private static int Rounded(string percent, int replicas, bool up)
    {
        var part = replicas * int.Parse(percent.TrimEnd('%'), CultureInfo.InvariantCulture);
        return up ? (part + 99) / 100 : part / 100;
    }

    private static long Revision(TestCluster cluster) => long.Parse(
        cluster.Get(Web)["metadata"]!["annotations"]?["deployment.kubernetes.io/revision"]?.GetValue<string>() ?? "0",
        CultureInfo.InvariantCulture);

    private static void AssertSettled(TestCluster cluster, int replicas, int seed)
    {
        var deployment = cluster.Get(Web);
        var status = deployment["status"]!;
        var image = deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>();
        foreach (var count in (string[])["replicas", "updatedReplicas", "readyReplicas", "availableReplicas"])
            Assert.True((status[count]?.GetValue<int>() ?? 0) == replicas, $"seed {seed}: {count} in {status}");
        Assert.Null(status["unavailableReplicas"]);
        Assert.Equal(deployment["metadata"]!["generation"]!.GetValue<long>(),
            status["observedGeneration"]!.GetValue<long>());
        var pods = cluster.Machine.PodsOf("default", "web");
        Assert.True(pods.Count == replicas && pods.All(pod => pod.Ready && pod.Containers[0].Image == image),
            $"seed {seed}: "
                + string.Join(", ", pods.Select(pod => $"{pod.Name} {pod.Containers[0].Image} {pod.Phase}")));
    }
}
