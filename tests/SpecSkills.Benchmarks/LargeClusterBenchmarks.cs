using BenchmarkDotNet.Attributes;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Server;

namespace SpecSkills.Benchmarks;

/// <summary>The embedded cluster with 1,000 Deployments and 10,000 pods.</summary>
[WarmupCount(1), IterationCount(3), InvocationCount(1)]
public class LargeClusterBenchmarks
{
    private const int Count = 1000;
    private const int PodsEach = 10;
    private const int Reads = 100;

    private static readonly TimeSpan RolloutTime = TimeSpan.FromSeconds(60);

    private static readonly HttpClient Http = new();

    private readonly StandingClock clock = new();
    private EmbeddedClusterServer server = null!;

    [GlobalSetup]
    public async Task GrowAsync()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var machine = Grow(clock);
        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) >> 20;
        Console.WriteLine($"// {Count} Deployments with {Count * PodsEach} pods hold {held} MiB.");
        server = await EmbeddedClusterServer.StartAsync(machine, clock);
    }

    [GlobalCleanup]
    public async Task StopAsync() => await server.DisposeAsync();

    [Benchmark(Description = "1,000 Deployments with 10,000 pods become available")]
    public ClusterMachine RollOut() => Grow(new StandingClock());

    [Benchmark(Description = "GET a Deployment over HTTP among them", OperationsPerInvoke = Reads)]
    public async Task GetAsync()
    {
        for (var i = 0; i < Reads; i++)
            await Http.GetByteArrayAsync(new Uri(server.BaseAddress, $"{Deployments.Path}/web-{i}"));
    }

    private static ClusterMachine Grow(StandingClock clock)
    {
        var machine = new ClusterMachine(new ClusterOptions { StartTime = clock.Now });
        for (var i = 0; i < Count; i++) Deployments.Create(machine, $"web-{i}", PodsEach, clock.Now);
        clock.Now += RolloutTime;
        machine.AdvanceTo(clock.Now);
        for (var i = 0; i < Count; i++)
            if (machine.PodsOf("default", $"web-{i}").Count(pod => pod.Ready) != PodsEach)
                throw new InvalidOperationException($"web-{i} is not rolled out in {RolloutTime}.");
        return machine;
    }
}
