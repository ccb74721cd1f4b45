using System.Text.Json.Nodes;
using SpecSkills.EmbeddedCluster;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Rollouts;

/// <summary>Large clusters work as small ones do; their speed is measured by the benchmarks.</summary>
public sealed class LargeClusterTests
{
    [Fact]
    public void A_hundred_deployments_with_a_thousand_pods_roll_out_together()
    {
        var cluster = new TestCluster();
        Grow(cluster, 100);
        for (var i = 0; i < 100; i++)
            cluster.SetImage($"web-{i}", "registry.example/app:2");
        cluster.Pass(120);
        var pods = cluster.Get("/api/v1/namespaces/default/pods")["items"]!.AsArray();
        Assert.Equal(1000, pods.Count);
        Assert.All(pods, pod => Assert.EndsWith(
            ":2", pod!["spec"]!["containers"]![0]!["image"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_snapshot_brings_everything_back_and_life_goes_on()
    {
        var before = new TestCluster();
        Grow(before, 3);
        var snapshot = before.Machine.Snapshot();
        var after = new TestCluster(new ClusterOptions { StartTime = default, Seed = 99 });
        after.Machine.Restore(snapshot, after.Now);
        Assert.Equal(snapshot, after.Machine.Snapshot());
        after.Patch(TestCluster.Deployments + "/web-1/scale", """{"spec":{"replicas":4}}""");
        after.Pass(30);
        Assert.Equal(4, after.Get(TestCluster.Deployments + "/web-1")["status"]!["readyReplicas"]!.GetValue<int>());
        Assert.Equal(10, after.Machine.PodsOf("default", "web-2").Count(pod => pod.Ready));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\":1,\"source\":\"1\",\"objects\":[{\"resource\":\"pods\"}]}")]
    public void Bytes_that_are_no_snapshot_are_refused(string text) => Assert.Throws<FormatException>(
        () => new TestCluster().Machine.Restore(System.Text.Encoding.UTF8.GetBytes(text), default));

    private static void Grow(TestCluster cluster, int deployments)
    {
        for (var i = 0; i < deployments; i++)
            cluster.Create(TestCluster.Deployment($"web-{i}", 10, "25%", "25%"));
        cluster.Pass(30);
        foreach (var deployment in cluster.Get(TestCluster.Deployments)["items"]!.AsArray())
            Assert.Equal(10, deployment!["status"]!["availableReplicas"]!.GetValue<int>());
    }
}
