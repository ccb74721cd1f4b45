using System.Text;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Files;
using SpecSkills.Storage.Yaml;

namespace SpecSkills.Storage.Blueprints;

/// <summary>
/// <c>blueprints/&lt;folder&gt;/history/v&lt;version&gt;.yaml</c>. The folder comes from the repository's own listing
/// and the version is parsed into three numbers before it is looked for, so nothing a caller says becomes part of a
/// path unchecked.
/// </summary>
public sealed class BlueprintHistory(string repository) : IBlueprintHistory
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Versions(ServiceBlueprint entry)
    {
        var folder = Path.Combine(repository, BlueprintRepository.Folder, entry.Folder, "history");
        var versions = new SortedSet<SemanticVersion>();
        if (Directory.Exists(folder))
            foreach (var file in Directory.EnumerateFiles(folder, "v*.yaml").Take(BlueprintRepository.ServiceLimit))
                if (SemanticVersion.TryParse(Path.GetFileNameWithoutExtension(file)[1..], out var version))
                    versions.Add(version);
        if (entry.Blueprint is { } blueprint) versions.Add(blueprint.Metadata.Version);
        return [.. versions.Select(version => version.ToString())];
    }

    /// <inheritdoc/>
    public string? Text(ServiceBlueprint entry, string? version) => Bytes(entry, version) is { } bytes
        ? Encoding.UTF8.GetString(bytes)
        : null;

    /// <inheritdoc/>
    public BlueprintReading? Read(ServiceBlueprint entry, string version) =>
        Bytes(entry, version) is { } bytes ? BlueprintLoader.Load(bytes) : null;

    /// <inheritdoc/>
    public string? PolicyText() =>
        ReadInside(BlueprintRepository.PolicyFile) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private byte[]? Bytes(ServiceBlueprint entry, string? version)
    {
        var present = ReadInside(entry.File);
        if (version is null || present is null) return version is null ? present : Kept(entry, version);
        // The version in force may be an earlier one than the file carries, which waits for acceptance then.
        return BlueprintLoader.Load(present).Blueprint?.Metadata.Version.ToString() == version
            ? present : Kept(entry, version);
    }

    private byte[]? Kept(ServiceBlueprint entry, string version) => SemanticVersion.TryParse(version, out var parsed)
        ? ReadInside($"{BlueprintRepository.Folder}/{entry.Folder}/history/v{parsed}.yaml")
        : null;

    private byte[]? ReadInside(string file)
    {
        var path = Path.Combine(repository, file);
        return RealPath.IsInside(path, repository) ? BoundedFile.Read(path, YamlDocument.SizeLimit).Bytes : null;
    }
}
