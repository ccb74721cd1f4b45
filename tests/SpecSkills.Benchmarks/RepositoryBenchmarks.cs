using BenchmarkDotNet.Attributes;
using SpecSkills.Application.Ports;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Benchmarks;

/// <summary>
/// A repository of a thousand services, each file read, checked against the schema, typed, and held to the rules and
/// the policy. <c>compare/ajv.mjs</c> does the schema's part of it to the same texts with ajv.
/// </summary>
[MemoryDiagnoser]
public class RepositoryBenchmarks
{
    private const int Services = 1000;

    private readonly string root = Directory.CreateTempSubdirectory("specskills-benchmark-").FullName;
    private BlueprintRepository warm = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var text = System.Text.Encoding.UTF8.GetString(Inputs.FrontendBlueprint);
        for (var i = 0; i < Services; i++)
            Write($"service-{i}/blueprint.yaml", text.Replace("todo-frontend", $"service-{i}"));
        Write("governance/policies.yaml", System.Text.Encoding.UTF8.GetString(Inputs.Policy));
        warm = new BlueprintRepository(root);
        if (warm.Read().Services.Count(entry => entry.IsValid) != Services)
            throw new InvalidOperationException("Every one must be valid: a refusal would be a shorter way.");
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(root, recursive: true);

    [Benchmark(Description = "1,000 blueprints, read for the first time")]
    public RepositorySnapshot Cold() => new BlueprintRepository(root).Read();

    [Benchmark(Description = "1,000 blueprints, read again unchanged")]
    public RepositorySnapshot Unchanged() => warm.Read();

    private void Write(string file, string text)
    {
        var path = Path.Combine(root, "blueprints", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
