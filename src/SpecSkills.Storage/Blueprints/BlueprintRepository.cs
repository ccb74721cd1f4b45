using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Files;
using SpecSkills.Storage.Yaml;

namespace SpecSkills.Storage.Blueprints;

/// <summary>
/// The repository's blueprints folder. Services are found by listing it, never by a name a caller gives: a name is a
/// key of what was found and no part of a path. Files are read at every call and parsed again only when their bytes
/// changed.
/// </summary>
public sealed class BlueprintRepository(string repository) : IBlueprintRepository
{
    /// <summary>Folder of the blueprints in the repository.</summary>
    public const string Folder = "blueprints";

    /// <summary>The policy, relative to the repository.</summary>
    public const string PolicyFile = "blueprints/governance/policies.yaml";

    /// <summary>One repository describes one system; a listing past this is an accident or an attack.</summary>
    public const int ServiceLimit = 2000;

    /// <summary>A blueprint, in its folder.</summary>
    public const string FileName = "blueprint.yaml";

    private readonly Lock _turn = new();
    private readonly Dictionary<string, (string Digest, BlueprintReading Reading)> _readings =
        new(StringComparer.Ordinal);
    private (string Digest, PolicyReading Reading)? _policy;

    /// <inheritdoc/>
    public RepositorySnapshot Read()
    {
        lock (_turn)
        {
            var policy = ReadPolicy();
            var services = ListFolders().Select(folder => ReadService(folder, policy.Policy)).ToArray();
            ReportDoubles(services);
            return new RepositorySnapshot(services, policy.Policy, policy.Diagnostics);
        }
    }

    private string[] ListFolders()
    {
        var root = Path.Combine(repository, Folder);
        if (!Directory.Exists(root)) return [];
        return
        [
            .. Directory.EnumerateDirectories(root)
                .Where(folder => KubernetesName.IsValid(Path.GetFileName(folder)))
                .Where(folder => Path.Exists(Path.Combine(folder, FileName)))
                .Take(ServiceLimit)
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal),
        ];
    }

    private ServiceBlueprint ReadService(string folder, GovernancePolicy? policy)
    {
        var file = $"{Folder}/{folder}/{FileName}";
        var content = ReadInside(file);
        if (content.Bytes is null)
        {
            _readings.Remove(folder);
            return new ServiceBlueprint(folder, folder, file, null, [content.Finding!]);
        }

        var digest = ContentDigest.OfBytes(content.Bytes);
        if (!_readings.TryGetValue(folder, out var kept) || kept.Digest != digest)
            _readings[folder] = kept = (digest, BlueprintLoader.Load(content.Bytes));
        var reading = kept.Reading;
        IReadOnlyList<Diagnostic> findings = reading.Blueprint is { } blueprint && policy is not null
            ? [.. reading.Diagnostics, .. PolicyRules.Check(blueprint, policy, reading.Document)]
            : reading.Diagnostics;
        return new ServiceBlueprint(ServiceName(reading, folder), folder, file, reading.Blueprint, findings);
    }

    private PolicyReading ReadPolicy()
    {
        var content = ReadInside(PolicyFile);
        if (content.Bytes is null) return new PolicyReading(null, [content.Finding!]);
        var digest = ContentDigest.OfBytes(content.Bytes);
        if (_policy?.Digest != digest) _policy = (digest, BlueprintLoader.LoadPolicy(content.Bytes));
        return _policy.Value.Reading;
    }

    private BoundedFileContent ReadInside(string file)
    {
        var path = Path.Combine(repository, file);
        if (RealPath.IsInside(path, repository)) return BoundedFile.ReadStored(path, YamlDocument.SizeLimit);
        return new BoundedFileContent(null, new Diagnostic(
            DiagnosticCodes.OutsideRepository, DiagnosticSeverity.Error,
            "a symbolic link leads out of the repository", 0, 0, "", "Put the file itself there."));
    }

    // An unreadable blueprint is still somebody's: its name is shown when at least that can be made out.
    private static string ServiceName(BlueprintReading reading, string folder)
    {
        if (reading.Blueprint is { } blueprint) return blueprint.Metadata.Name;
        var metadata = (reading.Document as DocumentNode.Mapping)?.Find("metadata")?.Value as DocumentNode.Mapping;
        return metadata?.Find("name")?.Value is DocumentNode.Scalar { Text: var name } && KubernetesName.IsValid(name)
            ? name : folder;
    }

    // Two blueprints for one Deployment would fight each other with a person's authority behind both: neither is valid.
    private static void ReportDoubles(ServiceBlueprint[] services)
    {
        ReportDoubles(services, entry => entry.Service, "the service");
        ReportDoubles(services, entry => entry.Blueprint is { } blueprint
            ? $"{blueprint.Target.Namespace}/{blueprint.Target.Deployment}" : null, "the Deployment");
    }

    private static void ReportDoubles(ServiceBlueprint[] services, Func<ServiceBlueprint, string?> key, string noun)
    {
        var doubles = services.Where(entry => key(entry) is not null).GroupBy(key).Where(same => same.Count() > 1);
        foreach (var same in doubles.Select(group => group.ToArray()))
            foreach (var entry in same)
            {
                var others = string.Join(", ", same.Where(other => other != entry).Select(other => other.File));
                var finding = new Diagnostic(DiagnosticCodes.DuplicateService, DiagnosticSeverity.Error,
                    $"{noun} {key(entry)} is also governed by {others}", 1, 1, "metadata.name",
                    "Keep one blueprint for it.");
                services[Array.IndexOf(services, entry)] = entry with { Findings = [.. entry.Findings, finding] };
            }
    }
}
