using BenchmarkDotNet.Attributes;
using SpecSkills.Application.Ports;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Benchmarks;

/// <summary>
/// A repository of a thousand services, each file read, checked against the schema, typed, and held to the rules and
/// the policy. In the same run and from the same files <c>compare/ajv.mjs</c> and <c>compare/jsonschema.mjs</c> do the
/// schema's part of it with ajv and with the jsonschema command line.
/// </summary>
[MemoryDiagnoser]
public class RepositoryBenchmarks
{
    private const int Services = 1000;
    private const int Few = 100;
    private const int Again = 20;

    private readonly string root = Directory.CreateTempSubdirectory("specskills-benchmark-").FullName;
    private BlueprintRepository warm = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var text = System.Text.Encoding.UTF8.GetString(Inputs.FrontendBlueprint);
        Write("governance/policies.yaml", System.Text.Encoding.UTF8.GetString(Inputs.Policy));
        for (var i = 0; i < Services; i++)
        {
            Write($"service-{i}/blueprint.yaml", text.Replace("todo-frontend", $"service-{i}"));
            if (i + 1 is Few or Services) Weigh();
        }

        warm = new BlueprintRepository(root);
        if (warm.Read().Services.Count(entry => entry.IsValid) != Services)
            throw new InvalidOperationException("Every one must be valid: a refusal would be a shorter way.");
        ComparedProgram.Run("ajv.mjs", Path.Combine(root, "blueprints"));
        ComparedProgram.Run("jsonschema.mjs", Path.Combine(root, "blueprints"));
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(root, recursive: true);

    [Benchmark(Description = "1,000 blueprints, read for the first time")]
    public RepositorySnapshot Cold() => new BlueprintRepository(root).Read();

    [Benchmark(Description = "1,000 blueprints, read again unchanged")]
    public RepositorySnapshot Unchanged() => warm.Read();

    /// <summary>
    /// What is held after one reading, and after every file was saved and read again and again: a difference would be
    /// kept for good.
    /// </summary>
    private void Weigh()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var repository = new BlueprintRepository(root);
        var count = repository.Read().Services.Count;
        var once = GC.GetTotalMemory(forceFullCollection: true) - before;
        for (var i = 0; i < Again; i++)
        {
            foreach (var file in Directory.EnumerateFiles(root, "blueprint.yaml", SearchOption.AllDirectories))
                File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddDays(i));
            repository.Read();
        }

        var often = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(repository);
        var peak = Peak(() => new BlueprintRepository(root).Read());
        Console.WriteLine(
            $"// {count} blueprints: {Mebibytes(once)} held after one reading, {Mebibytes(often)} after {Again} more "
            + $"of all files saved anew; at most {Mebibytes(peak)} of heap while reading.");
    }

    private static string Mebibytes(long bytes) => $"{bytes / 1024.0 / 1024.0:F1} MiB";

    /// <summary>The most the heap held, looked at from beside.</summary>
    private static long Peak(Action work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = before;
        using var done = new ManualResetEventSlim();
        var beside = new Thread(() =>
        {
            while (!done.Wait(TimeSpan.FromMilliseconds(1))) peak = Math.Max(peak, GC.GetTotalMemory(false));
        });
        beside.Start();
        work();
        done.Set();
        beside.Join();
        return peak - before;
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(root, "blueprints", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
