using BenchmarkDotNet.Attributes;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Benchmarks;

/// <summary>From a save to the agent knowing of it, in real time, by the watching that <c>run</c> does.</summary>
[WarmupCount(1), IterationCount(20), InvocationCount(1)]
public class WatchingBenchmarks
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly string root = Directory.CreateTempSubdirectory("specskills-benchmark-").FullName;
    private readonly Random dice = new(1);
    private BlueprintWatcher watcher = null!;
    private Task waiting = Task.CompletedTask;
    private int saves;

    private string Blueprint => Path.Combine(root, "blueprints", "frontend", BlueprintRepository.FileName);

    [GlobalSetup]
    public void Prepare()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Blueprint)!);
        Save();
        watcher = new BlueprintWatcher(root, TimeProvider.System);
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(root, recursive: true);

    /// <summary>Saves come at any moment between two looks.</summary>
    [IterationSetup]
    public void Watch()
    {
        watcher.TakeChange();
        waiting = watcher.WaitAsync(Longest, CancellationToken.None);
        Thread.Sleep(dice.Next((int)BlueprintWatcher.LookEvery.TotalMilliseconds));
    }

    [Benchmark(Description = "a saved blueprint is seen")]
    public async Task SeeAsync()
    {
        Save();
        await waiting;
    }

    private void Save() =>
        File.WriteAllText(Blueprint, $"# save {saves++}\n");
}
