using System.Diagnostics;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.EmbeddedCluster.Server;

namespace SpecSkills.Benchmarks;

/// <summary>
/// An embedded cluster in a process of its own, with so many Deployments of two pods, all loaded alike and available.
/// </summary>
internal sealed class RoundCluster : IDisposable
{
    private const int Replicas = 2;

    private readonly Process process;

    private RoundCluster(Process process, Uri address) => (this.process, Address) = (process, address);

    /// <summary>How long the cluster has run when it first answers.</summary>
    public static TimeSpan Age { get; } = TimeSpan.FromMinutes(3);

    public Uri Address { get; }

    public static string NameOf(int index) => $"s-{index:D4}";

    public static async Task<RoundCluster> StartAsync(int count)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(RoundCluster).Assembly.Location);
        start.ArgumentList.Add("cluster");
        start.ArgumentList.Add($"{count}");
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync();
        return new RoundCluster(process, new Uri(address!));
    }

    /// <summary>The other process: prints its address and serves until its input ends.</summary>
    public static async Task<int> ServeAsync(int count)
    {
        var clock = new StandingClock();
        var loads = Enumerable.Range(0, count).Select(index =>
            new ServiceLoad("default", NameOf(index), new TrafficCurve.Constant(34), TodoLoad.FrontendCost));
        var machine = LoadedCluster.Create(
            new ClusterOptions { StartTime = clock.Now }, new LoadScenario([.. loads]) { Seed = 1 },
            FaultPlan.None).Machine;
        for (var i = 0; i < count; i++) Deployments.Post(machine, Manifest(NameOf(i)), clock.Now);
        for (var end = clock.Now + Age; clock.Now < end;)
        {
            clock.Now = clock.Now + LoadEngine.StepLength < end ? clock.Now + LoadEngine.StepLength : end;
            machine.AdvanceTo(clock.Now);
        }

        await using var server = await EmbeddedClusterServer.StartAsync(machine, clock);
        Console.WriteLine(server.BaseAddress);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    // Every field as the frontend's blueprint wants it: a round in which there is nothing to do.
    private static string Manifest(string name) => $$$"""
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "{{{name}}}", "namespace": "default"},
         "spec": {"replicas": {{{Replicas}}}, "minReadySeconds": 10, "revisionHistoryLimit": 5,
          "progressDeadlineSeconds": 120,
          "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}},
          "selector": {"matchLabels": {"app": "{{{name}}}"}},
          "template": {"metadata": {"labels": {"app": "{{{name}}}"}}, "spec": {"containers": [{"name": "app",
           "image": "registry.example/{{{name}}}:1.0.0",
           "resources": {"requests": {"cpu": "50m", "memory": "128Mi", "ephemeral-storage": "1Gi"},
                         "limits": {"cpu": "200m", "memory": "512Mi"} },
           "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}, "initialDelaySeconds": 10,
            "periodSeconds": 10, "timeoutSeconds": 5, "failureThreshold": 3},
           "livenessProbe": {"httpGet": {"path": "/live", "port": 8080}, "initialDelaySeconds": 30,
            "periodSeconds": 30, "timeoutSeconds": 5, "failureThreshold": 3} } ] } } } }
        """;

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
