using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.Tests.EmbeddedCluster.Recordings;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Api;

/// <summary>Discovery announces the resources as a full server does.</summary>
public sealed class DiscoveryTests
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    [Theory]
    [InlineData(33, "discovery-aggregated-api", "/api")]
    [InlineData(33, "discovery-aggregated-apis", "/apis")]
    [InlineData(36, "discovery-aggregated-api", "/api")]
    [InlineData(36, "discovery-aggregated-apis", "/apis")]
    public void Every_resource_in_the_aggregated_document_is_as_recorded(int version, string scenario, string path)
    {
        var recorded = Resources(Recording.Read(version, scenario).Exchanges[0]!["response"]!["body"]!);
        var served = Resources(Ask(version, path, Aggregated));
        Assert.NotEmpty(served);
        foreach (var (name, resource) in served)
        {
            var expected = recorded[name];
            foreach (var field in (string[])["responseKind", "scope", "singularResource", "verbs", "shortNames",
                "categories"])
                Assert.Equal(expected[field]?.ToJsonString(), resource[field]?.ToJsonString());
            foreach (var sub in resource["subresources"]?.AsArray() ?? [])
                Assert.Contains(expected["subresources"]!.AsArray(), one => JsonNode.DeepEquals(one, sub));
        }
    }

    [Theory]
    [InlineData(33)]
    [InlineData(36)]
    public void Every_resource_of_the_apps_group_is_as_recorded(int version)
    {
        var recorded = Recording.Read(version, "discovery-apps-v1").Exchanges[0]!["response"]!["body"]!;
        var served = Ask(version, "/apis/apps/v1", "application/json");
        foreach (var resource in served["resources"]!.AsArray())
            Assert.Contains(recorded["resources"]!.AsArray(), one => JsonNode.DeepEquals(one, resource));
    }

    [Theory]
    [InlineData(33)]
    [InlineData(36)]
    public void Every_group_in_the_list_is_as_recorded(int version)
    {
        var recorded = Recording.Read(version, "api-groups").Exchanges[0]!["response"]!["body"]!["groups"]!.AsArray();
        foreach (var group in Ask(version, "/apis", "application/json")["groups"]!.AsArray())
            if (group!["name"]!.GetValue<string>() != "autoscaling")
                Assert.Contains(recorded, one => JsonNode.DeepEquals(one, group));
    }

    private static Dictionary<string, JsonNode> Resources(JsonNode document)
    {
        var resources = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var group in document["items"]!.AsArray())
            foreach (var version in group!["versions"]!.AsArray())
                foreach (var resource in version!["resources"]!.AsArray())
                    resources[$"{group["metadata"]!["name"]}/{version["version"]}/{resource!["resource"]}"] = resource;
        return resources;
    }

    private static JsonNode Ask(int version, string path, string accept)
    {
        var machine = new ClusterMachine(new ClusterOptions { StartTime = default, MinorVersion = version });
        var response = machine.Handle(new ApiRequest("GET", path, []) { Accept = accept }, default);
        Assert.Equal(200, response.Status);
        return JsonNode.Parse(Encoding.UTF8.GetString(response.Body.Span))!;
    }
}
