using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using SpecSkills.Tests.EmbeddedCluster.Faults;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Metrics;

/// <summary>
/// Usage as metrics.k8s.io gives it: that of the load, and none for a pod that is too young.
/// </summary>
public sealed class MetricsOverHttpTests
{
    private const string Pods = "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods";

    [Fact]
    public async Task Usage_follows_the_load_in_the_units_of_a_metrics_server()
    {
        await using var cluster = await ScriptedCluster.StartAsync(20, "todo:1");
        cluster.PassTo(120);

        var items = (await cluster.GetAsync(Pods))["items"]!.AsArray();
        Assert.Equal(2, items.Count);
        foreach (var item in items)
        {
            Assert.Equal("15s", item!["window"]!.GetValue<string>());
            Assert.Equal("2026-11-22T10:02:00Z", item["timestamp"]!.GetValue<string>());
            var usage = item["containers"]![0]!["usage"]!;
            // 10 requests per second at 5 ms and 2m idle, give or take the noise.
            Assert.InRange(Number(usage["cpu"]!, "n"), 49_000_000, 55_000_000);
            Assert.InRange(Number(usage["memory"]!, "Ki"), 47 * 1024, 52 * 1024);
        }
        var node = (await cluster.GetAsync("/apis/metrics.k8s.io/v1beta1/nodes"))["items"]![0]!;
        Assert.InRange(Number(node["usage"]!["cpu"]!, "n"), 98_000_000, 110_000_000);
    }

    [Fact]
    public async Task A_new_pod_is_absent_from_the_list_until_its_second_scrape()
    {
        await using var cluster = await ScriptedCluster.StartAsync(20, "todo:1");
        cluster.PassTo(61);
        await cluster.ScaleAsync(3);

        cluster.PassTo(89);
        Assert.Equal(3, await cluster.ReadyPodsAsync());
        Assert.Equal(2, (await cluster.GetAsync(Pods))["items"]!.AsArray().Count);
        var young = (await cluster.PodsAsync())
            .Select(pod => pod!["metadata"]!["name"]!.GetValue<string>())
            .Except((await cluster.GetAsync(Pods))["items"]!.AsArray()
                .Select(item => item!["metadata"]!["name"]!.GetValue<string>())).Single();
        using var missing = await cluster.Client.GetAsync($"{Pods}/{young}");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        cluster.PassTo(91);
        Assert.Equal(3, (await cluster.GetAsync(Pods))["items"]!.AsArray().Count);
    }

    private static long Number(JsonNode quantity, string unit)
    {
        var text = quantity.GetValue<string>();
        Assert.EndsWith(unit, text, StringComparison.Ordinal);
        return long.Parse(text[..^unit.Length], CultureInfo.InvariantCulture);
    }
}
