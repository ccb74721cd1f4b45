using BenchmarkDotNet.Attributes;

namespace SpecSkills.Benchmarks;

/// <summary>The embedded cluster over loopback HTTP, small.</summary>
public class ClusterBenchmarks
{
    private static readonly HttpClient Http = new();
    private GovernedWorkspace workspace = null!;
    private Uri deployment = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        workspace = await GovernedWorkspace.StartAsync();
        deployment = new Uri(workspace.Address, $"{Deployments.Path}/{GovernedWorkspace.Service}");
    }

    [GlobalCleanup]
    public async Task StopAsync() => await workspace.DisposeAsync();

    [Benchmark(Description = "GET a Deployment over HTTP")]
    public Task<byte[]> GetAsync() => Http.GetByteArrayAsync(deployment);
}
