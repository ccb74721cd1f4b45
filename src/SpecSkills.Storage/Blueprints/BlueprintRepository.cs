using SpecSkills.Application.Policies;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Files;
using SpecSkills.Storage.Yaml;

namespace SpecSkills.Storage.Blueprints;

/// <summary>
/// The repository's blueprints folder as it stands in the working tree. Services are found by listing it, never by a
/// name a caller gives: a name is a key of what was found and never part of a path. Files are read at every call and
/// parsed again only when their bytes changed.
/// </summary>
public sealed class BlueprintRepository(string repository) : IBlueprintFiles
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
    public WorkingFiles ReadFiles()
    {
        lock (_turn) return new WorkingFiles([.. ListFolders().Select(ReadService)], ReadPolicy());
    }

    /// <inheritdoc/>
    public RepositorySnapshot Read()
    {
        var files = ReadFiles();
        return SnapshotOfFiles.Of(files.Policy, files.Services, []);
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

    private ServiceFile ReadService(string folder)
    {
        var file = $"{Folder}/{folder}/{FileName}";
        var content = ReadInside(file);
        if (content.Bytes is null)
        {
            _readings.Remove(folder);
            return new ServiceFile(folder, file, new BlueprintReading(null, [content.Finding!]));
        }

        var digest = ContentDigest.OfBytes(content.Bytes);
        if (!_readings.TryGetValue(folder, out var kept) || kept.Digest != digest)
            _readings[folder] = kept = (digest, BlueprintLoader.Load(content.Bytes));
        return new ServiceFile(folder, file, kept.Reading);
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
}
