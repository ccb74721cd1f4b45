using BenchmarkDotNet.Attributes;

namespace SpecSkills.Benchmarks;

/// <summary>
/// What one operation costs of our own time, disk flushes and HTTP included, and waiting for its effect left out.
/// </summary>
[WarmupCount(150), IterationCount(40)]
public class PipelineBenchmarks
{
    private GovernedWorkspace workspace = null!;
    private string? unverified;

    [GlobalSetup]
    public async Task StartAsync() => workspace = await GovernedWorkspace.StartAsync();

    [GlobalCleanup]
    public async Task StopAsync() => await workspace.DisposeAsync();

    [IterationSetup]
    public void Verify()
    {
        if (unverified is null) return;
        workspace.CloseAsync(unverified).GetAwaiter().GetResult();
    }

    [Benchmark(Description = "one governed operation, decide to apply")]
    public async Task OperateAsync() => unverified = await workspace.OperateAsync();
}
