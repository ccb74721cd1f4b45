using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Requests;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Rollouts;

/// <summary>A machine whose clock the test moves, with short ways to ask it.</summary>
internal sealed class TestCluster
{
    public const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public TestCluster(ClusterOptions? options = null)
    {
        Machine = new ClusterMachine((options ?? new ClusterOptions { StartTime = Start }) with { StartTime = Start });
        Now = Start;
    }

    public ClusterMachine Machine { get; }

    public DateTimeOffset Now { get; private set; }

    public static JsonObject Deployment(string name, int replicas, string surge, string unavailable) => JsonNode.Parse(
        $$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{name}}}"},
         "spec":{"replicas":{{{replicas}}},"selector":{"matchLabels":{"app":"{{{name}}}"}},
          "strategy":{"rollingUpdate":{"maxSurge":"{{{surge}}}","maxUnavailable":"{{{unavailable}}}"} },
          "template":{"metadata":{"labels":{"app":"{{{name}}}"}},
           "spec":{"containers":[{"name":"app","image":"registry.example/app:1"}]} } } }
        """)!.AsObject();

    public (int Status, JsonNode Body) Ask(
        string method, string path, JsonNode? body = null, string contentType = "application/json", string query = "")
    {
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Select(pair => new KeyValuePair<string, string>(pair[0], Uri.UnescapeDataString(pair[1]))).ToList();
        var response = Machine.Handle(new ApiRequest(method, path, parameters)
        {
            UserAgent = "test/1",
            ContentType = contentType,
            Body = body is null ? default : Encoding.UTF8.GetBytes(body.ToJsonString()),
        }, Now);
        return (response.Status, JsonNode.Parse(response.Body.Span)!);
    }

    public JsonNode Get(string path)
    {
        var (status, body) = Ask("GET", path);
        Assert.Equal(200, status);
        return body;
    }

    public JsonNode Create(JsonObject deployment)
    {
        var (status, body) = Ask("POST", Deployments, deployment);
        Assert.Equal(201, status);
        return body;
    }

    public JsonNode Patch(string path, string merge)
    {
        var (status, body) = Ask("PATCH", path, JsonNode.Parse(merge), "application/merge-patch+json");
        Assert.Equal(200, status);
        return body;
    }

    public void SetImage(string name, string image) => Assert.Equal(200, Ask("PATCH", $"{Deployments}/{name}",
        JsonNode.Parse("""{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"?"}]}}}}"""
            .Replace("?", image, StringComparison.Ordinal)), "application/strategic-merge-patch+json").Status);

    /// <summary>Lets time pass, looking at the cluster after everything that happens.</summary>
    public void Pass(TimeSpan time, Action? look = null)
    {
        var until = Now + time;
        while (Machine.NextDue is { } due && due <= until)
        {
            Now = due > Now ? due : Now;
            Machine.AdvanceTo(Now);
            look?.Invoke();
        }
        Now = until;
        Machine.AdvanceTo(Now);
    }

    public void Pass(double seconds, Action? look = null) => Pass(TimeSpan.FromSeconds(seconds), look);
}
