using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Kubectl;

/// <summary>The real kubectl works with the embedded cluster as with a real one.</summary>
public sealed class KubectlTests : IClassFixture<KubectlCluster>
{
    private readonly KubectlCluster cluster;

    public KubectlTests(KubectlCluster cluster) => this.cluster = cluster;

    [Fact]
    public async Task Version_and_namespaces_are_shown()
    {
        Assert.Contains("Server Version: v1.33", await cluster.RunAsync("version"), StringComparison.Ordinal);
        Assert.Contains("kube-system", await cluster.RunAsync("get", "namespaces"), StringComparison.Ordinal);
        Assert.Contains("deployments", await cluster.RunAsync("api-resources"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_is_created_shown_in_columns_scaled_and_deleted()
    {
        await CreateAsync("table");
        Assert.Contains("successfully rolled out",
            await cluster.RunAsync("rollout", "status", "deployment/table", "--timeout=30s"), StringComparison.Ordinal);
        var lines = (await cluster.RunAsync("get", "deployment", "table")).Split('\n');
        Assert.Equal(["NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE"], Words(lines[0]));
        Assert.Equal(["table", "2/2", "2", "2"], Words(lines[1])[..4]);
        Assert.Equal(["NAME", "READY", "STATUS", "RESTARTS", "AGE"],
            Words((await cluster.RunAsync("get", "pods", "-l", "app=table")).Split('\n')[0]));

        Assert.Contains("scaled",
            await cluster.RunAsync("scale", "deployment/table", "--replicas=3"), StringComparison.Ordinal);
        await cluster.RunAsync("wait", "deployment/table", "--for=jsonpath={.status.availableReplicas}=3",
            "--timeout=30s");
        Assert.Contains("deployment.apps \"table\"",
            await cluster.RunAsync("delete", "deployment", "table"), StringComparison.Ordinal);
        await cluster.RunAsync("wait", "pods", "-l", "app=table", "--for=delete", "--timeout=30s");
    }

    [Fact]
    public async Task A_rollout_can_be_followed_paused_resumed_undone_and_looked_back_on()
    {
        await CreateAsync("roll");
        await SettledAsync("roll");
        await cluster.RunAsync("set", "image", "deployment/roll", "app=registry.example/app:2");
        await SettledAsync("roll");
        await cluster.RunAsync("rollout", "pause", "deployment/roll");
        await cluster.RunAsync("rollout", "resume", "deployment/roll");
        await cluster.RunAsync("rollout", "undo", "deployment/roll");
        await SettledAsync("roll");
        Assert.Equal("registry.example/app:1", await cluster.RunAsync("get", "deployment", "roll",
            "-o", "jsonpath={.spec.template.spec.containers[0].image}"));
        var history = await cluster.RunAsync("rollout", "history", "deployment/roll");
        Assert.Equal(["2", "3"], history.Split('\n').Select(line => Words(line).FirstOrDefault() ?? "")
            .Where(word => int.TryParse(word, out _)));
        await cluster.RunAsync("rollout", "restart", "deployment/roll");
        await SettledAsync("roll");
    }

    [Fact]
    public async Task A_patch_keeps_what_it_does_not_name()
    {
        await CreateAsync("patched");
        await cluster.RunAsync("patch", "deployment", "patched", "-p",
            """{"spec":{"template":{"spec":{"containers":[{"name":"app","resources":{"limits":{"cpu":"0.2"}}}]}}}}""");
        Assert.Equal("registry.example/app:1 200m", await cluster.RunAsync("get", "deployment", "patched", "-o",
            "jsonpath={.spec.template.spec.containers[0].image} "
            + "{.spec.template.spec.containers[0].resources.limits.cpu}"));
        await cluster.RunAsync("label", "deployment", "patched", "tier=front");
        Assert.Contains("patched", await cluster.RunAsync("get", "deployments", "-l", "tier=front"),
            StringComparison.Ordinal);
        Assert.Contains("NewReplicaSet:", await cluster.RunAsync("describe", "deployment", "patched"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_shows_a_scale_as_it_happens()
    {
        await CreateAsync("watched");
        await SettledAsync("watched");
        var lines = await cluster.LinesAsync(
            4, () => cluster.RunAsync("scale", "deployment/watched", "--replicas=3"), "get", "deployment", "watched",
                "-w");
        Assert.Equal("NAME", Words(lines[0])[0]);
        Assert.Equal("2/2", Words(lines[1])[1]);
        Assert.Equal("2/3", Words(lines[2])[1]);
    }

    [Fact]
    public async Task Top_shows_what_pods_use()
    {
        await CreateAsync("top");
        await SettledAsync("top");
        var lines = (await cluster.RunAsync("top", "pods", "-l", "app=top")).Split('\n');
        Assert.Equal(["NAME", "CPU(cores)", "MEMORY(bytes)"], Words(lines[0]));
        Assert.Equal(["42m", "96Mi"], Words(lines[1])[1..]);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private async Task SettledAsync(string name) =>
        await cluster.RunAsync("rollout", "status", $"deployment/{name}", "--timeout=30s");

    private async Task CreateAsync(string name) => await cluster.RunWithInputAsync($$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{name}}}
        spec:
          replicas: 2
          selector: {matchLabels: {app: {{name}} } }
          template:
            metadata: {labels: {app: {{name}} } }
            spec:
              containers: [{name: app, image: "registry.example/app:1"}]
        """, "create", "-f", "-");
}
