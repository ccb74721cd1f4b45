using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Core.Observations;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.EmbeddedCluster.Metrics;
using SpecSkills.EmbeddedCluster.Pods;
using SpecSkills.EmbeddedCluster.Server;
using SpecSkills.Tests.EmbeddedCluster.Load;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Faults;

/// <summary>An embedded cluster with load and faults behind its HTTP server, on a clock a test moves.</summary>
internal sealed class ScriptedCluster : IAsyncDisposable
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    private readonly SetClock clock;
    private readonly EmbeddedClusterServer server;

    private ScriptedCluster(SetClock clock, EmbeddedClusterServer server)
    {
        this.clock = clock;
        this.server = server;
        Client = new HttpClient { BaseAddress = server.BaseAddress };
    }

    public HttpClient Client { get; }

    /// <summary>Starts with the Deployment <c>web</c> of two pods, ready.</summary>
    public static async Task<ScriptedCluster> StartAsync(
        double requestsPerSecond, string image, params Fault[] plan)
    {
        var clock = new SetClock { Now = LoadRun.Start };
        var scenario = new LoadScenario(
            [new ServiceLoad("default", "web", new TrafficCurve.Constant(requestsPerSecond), LoadRun.Cost)]);
        var machine = LoadedCluster.Create(
            new ClusterOptions { StartTime = LoadRun.Start }, scenario, new FaultPlan(plan)).Machine;
        var cluster = new ScriptedCluster(clock, await EmbeddedClusterServer.StartAsync(machine, clock));
        var created = await cluster.Client.PostAsync(Deployments, Json(Manifest(image)));
        created.EnsureSuccessStatusCode();
        return cluster;
    }

    /// <summary>Moves time to so many seconds after the start, a second at a time as a real clock would.</summary>
    public void PassTo(double seconds)
    {
        for (; clock.Now < LoadRun.At(seconds); server.Advance())
            clock.Now += TimeSpan.FromSeconds(1);
    }

    public async Task<HttpResponseMessage> ScaleAsync(int replicas, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{Deployments}/web/scale");
        request.Content = new StringContent($$$"""{"spec":{"replicas":{{{replicas}}}}}""", Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/merge-patch+json");
        return await Client.SendAsync(request, cancellationToken);
    }

    public async Task<int> ReplicasAsync() =>
        (await GetAsync($"{Deployments}/web/scale"))["spec"]!["replicas"]!.GetValue<int>();

    public async Task<JsonArray> PodsAsync() =>
        (await GetAsync("/api/v1/namespaces/default/pods"))["items"]!.AsArray();

    public async Task<JsonNode> ContainerStatusAsync() =>
        (await PodsAsync())[0]!["status"]!["containerStatuses"]![0]!;

    public async Task<int> ReadyPodsAsync() =>
        (await PodsAsync()).Count(pod => pod!["status"]!["containerStatuses"]?[0]?["ready"]?.GetValue<bool>() == true);

    /// <summary>A default query through the query API; null when there is no answer.</summary>
    public async Task<double?> AskAsync(string query)
    {
        var rendered = DefaultQueries.Render(query, "default", "web", TimeSpan.FromSeconds(30));
        var body = await GetAsync($"/prometheus/api/v1/query?query={Uri.EscapeDataString(rendered)}");
        var result = body["data"]!["result"]!.AsArray();
        return result.Count == 0
            ? null
            : double.Parse(result[0]!["value"]![1]!.GetValue<string>(), CultureInfo.InvariantCulture);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Manifest(string image) => """
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "default"},
         "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "web"}},
          "template": {"metadata": {"labels": {"app": "web"}},
           "spec": {"containers": [{"name": "app", "image": "IMAGE",
            "resources": {"requests": {"cpu": "50m", "memory": "128Mi"},
                          "limits": {"cpu": "200m", "memory": "512Mi"}}}]}}}}
        """.Replace("IMAGE", image, StringComparison.Ordinal);
}
