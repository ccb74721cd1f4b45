using System.Text.Json.Nodes;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.Tests.EmbeddedCluster.Rollouts;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Api;

/// <summary>Versions that are no longer available, and pages that stay at one version.</summary>
public sealed class WatchAndListTests
{
    [Fact]
    public void A_watch_from_a_forgotten_version_ends_with_410_in_its_only_event()
    {
        var response = Forgetful().Machine.Handle(new ApiRequest("GET", TestCluster.Deployments,
            [new("watch", "1"), new("resourceVersion", "2")]), default);
        Assert.Equal(200, response.Status);
        Assert.True(response.Watch!.Ended);
        var error = JsonNode.Parse(Assert.Single(response.Watch.TakePending()).Span)!;
        Assert.Equal("ERROR", error["type"]!.GetValue<string>());
        Assert.Equal("Expired", error["object"]!["reason"]!.GetValue<string>());
        Assert.Equal(410, error["object"]!["code"]!.GetValue<int>());
    }

    [Fact]
    public void A_list_of_exactly_a_forgotten_version_is_410() => Assert.Equal(410, Forgetful().Ask(
        "GET", TestCluster.Deployments, query: "resourceVersion=2&resourceVersionMatch=Exact").Status);

    [Fact]
    public void Later_pages_show_the_version_of_the_first()
    {
        var cluster = new TestCluster();
        foreach (var name in (string[])["a", "b", "c"])
            cluster.Create(TestCluster.Deployment(name, 0, "1%", "0%"));
        var first = cluster.Ask("GET", TestCluster.Deployments, query: "limit=2").Body;
        cluster.Create(TestCluster.Deployment("d", 0, "1%", "0%"));
        cluster.Ask("DELETE", TestCluster.Deployments + "/c");
        var token = first["metadata"]!["continue"]!.GetValue<string>();
        var second = cluster.Ask("GET", TestCluster.Deployments, query: $"limit=2&continue={token}").Body;
        Assert.Equal("c", Assert.Single(second["items"]!.AsArray())!["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(first["metadata"]!["resourceVersion"]!.GetValue<string>(),
            second["metadata"]!["resourceVersion"]!.GetValue<string>());
    }

    [Fact]
    public void Server_side_apply_is_refused_with_415() => Assert.Equal(415, new TestCluster().Ask(
        "PATCH", TestCluster.Deployments + "/web", new JsonObject(), "application/apply-patch+yaml").Status);

    // A restored cluster has no history from before.
    private static TestCluster Forgetful()
    {
        var cluster = new TestCluster(new ClusterOptions { StartTime = default });
        cluster.Machine.Restore(cluster.Machine.Snapshot(), cluster.Now);
        return cluster;
    }
}
