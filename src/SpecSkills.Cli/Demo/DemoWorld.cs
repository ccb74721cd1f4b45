using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Cli.Clusters;
using SpecSkills.Core.Blueprints;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.EmbeddedCluster.Metrics;
using SpecSkills.EmbeddedCluster.Pods;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Server;

namespace SpecSkills.Cli.Demo;

/// <summary>
/// The demo's cluster, served over loopback, and the people who use it besides the agent.
/// </summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    /// <summary>What kubectl calls itself; the person's fields carry its name.</summary>
    private const string Kubectl = "kubectl/v1.33.0 (linux/amd64) kubernetes/0000000";

    private readonly EmbeddedClusterServer server;
    private readonly LoadEngine load;
    private readonly DemoClock clock;
    private readonly HttpClient person = new();

    private DemoWorld(EmbeddedClusterServer server, LoadEngine load, DemoClock clock)
    {
        this.server = server;
        this.load = load;
        this.clock = clock;
    }

    /// <summary>Address of the API.</summary>
    public Uri Server => server.BaseAddress;

    /// <summary>Address of the metrics.</summary>
    public Uri Prometheus => new(server.BaseAddress, PrometheusRoute.DefaultPrefix);

    /// <summary>
    /// A cluster that has been running for <see cref="DemoScenario.Before"/> when the demo's clock starts.
    /// </summary>
    public static async Task<DemoWorld> StartAsync(
        IReadOnlyList<Blueprint> blueprints, ulong seed, DemoClock clock, CancellationToken cancellation)
    {
        var born = DemoScenario.Start - DemoScenario.Before;
        var (machine, load) = LoadedCluster.Create(
            new ClusterOptions { StartTime = born, Seed = seed }, DemoScenario.Load(seed), DemoScenario.Faults());
        ClusterSeeding.Install(machine, blueprints, born);
        machine.AdvanceTo(DemoScenario.Start);
        return new DemoWorld(
            await EmbeddedClusterServer.StartAsync(machine, clock, cancellationToken: cancellation), load, clock);
    }

    /// <summary>Moves the clock that cluster, agent and record share.</summary>
    public void AdvanceTo(DateTimeOffset now)
    {
        clock.MoveTo(now);
        server.Advance();
    }

    /// <summary>A person sets an image, as <c>kubectl set image</c> does.</summary>
    public async Task SetImageAsync(Blueprint blueprint, string image, CancellationToken cancellation)
    {
        var target = blueprint.Target;
        var path = $"/apis/apps/v1/namespaces/{target.Namespace}/deployments/{target.Deployment}";
        using var request = new HttpRequestMessage(
            HttpMethod.Patch, new Uri(server.BaseAddress, path + "?fieldManager=kubectl-set"))
        {
            Content = new StringContent(
                ImagePatch(target.Container ?? "app", image).ToJsonString(), Encoding.UTF8,
                new MediaTypeHeaderValue(MediaTypes.StrategicMergePatch)),
        };
        request.Headers.TryAddWithoutValidation("User-Agent", Kubectl);
        using var response = await person.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The state of a service, as its users and its cluster see it.</summary>
    public ServiceFrame Look(Blueprint blueprint, bool breakerOpen, bool busy)
    {
        var (ns, name) = (blueprint.Target.Namespace, blueprint.Target.Deployment);
        return server.WithMachine(machine =>
        {
            var now = clock.GetUtcNow();
            var pods = machine.PodsOf(ns, name).Where(pod => !pod.Terminating).ToList();
            var newest = load.Snapshot(ns, name, now);
            var used = pods.Where(pod => pod.Ready).Select(pod => load.Sample(pod, now)).OfType<PodUsage>().ToList();
            var request = blueprint.Resources.Cpu.Request.Millicores;
            double? cpu = used.Count == 0
                ? null : used.Average(usage => usage.Containers.Sum(one => one.CpuNanocores)) / 1e4 / request;
            return new ServiceFrame(
                blueprint.Metadata.Name, machine.DesiredReplicas(ns, name) ?? 0, pods.Count(pod => pod.Ready),
                pods.Count, newest?.OfferedPerSecond ?? 0, cpu, newest?.LatencyP95?.TotalMilliseconds,
                (newest?.ErrorShare ?? 0) * 100, breakerOpen, busy);
        });
    }

    private static JsonObject ImagePatch(string container, string image) => new()
    {
        ["spec"] = new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(new JsonObject { ["name"] = container, ["image"] = image }),
                },
            },
        },
    };

    public async ValueTask DisposeAsync()
    {
        person.Dispose();
        await server.DisposeAsync();
    }
}
