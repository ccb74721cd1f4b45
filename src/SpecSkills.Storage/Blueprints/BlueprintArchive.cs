using System.Text;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Files;
using SpecSkills.Storage.Yaml;

namespace SpecSkills.Storage.Blueprints;

/// <summary>
/// <c>blueprints/&lt;folder&gt;/history</c>: a file per released version, and <c>SHA256SUMS</c> with the digest each
/// had when it was released. That list needs neither git nor this program (<c>sha256sum -c SHA256SUMS</c>), is diffed
/// and merged like any text, and conflicts when two branches release the same version.
/// </summary>
public sealed class BlueprintArchive(string repository, string stateFolder) : IBlueprintArchive
{
    /// <summary>The list of digests in each history folder.</summary>
    public const string SumsFile = "SHA256SUMS";

    private const string Modeline = "# yaml-language-server: $schema=../";

    /// <inheritdoc/>
    public IDisposable Lock() => PatientLock.Take(Path.Combine(stateFolder, "blueprints.lock"));

    /// <inheritdoc/>
    public ReleasedVersions Released(ServiceBlueprint entry)
    {
        var sums = Sums(entry);
        var findings = new List<(string, Diagnostic)>();
        foreach (var (version, digest) in sums)
        {
            var file = FileOf(entry, version);
            if (Read(file) is not { } bytes)
                findings.Add((file, Finding($"version {version} was released, but its file is missing",
                    "Bring the file back from version control.")));
            else if (ContentDigest.OfBytes(bytes) != digest)
                findings.Add((file, Finding($"this file differs from the released version {version}",
                    "Bring the file back from version control; to change the blueprint, edit blueprint.yaml.")));
        }

        foreach (var version in Unlisted(entry, sums))
            findings.Add((FileOf(entry, version), Finding($"version {version} was never released",
                $"Remove the file; or, if a person vouches for it: cd {FolderOf(entry)} && "
                + $"sha256sum v{version}.yaml >> {SumsFile}")));
        return new ReleasedVersions([.. sums.Keys], findings);
    }

    /// <inheritdoc/>
    public string? Text(ServiceBlueprint entry, SemanticVersion? version)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Read(version is { } kept ? FileOf(entry, kept) : entry.File) is { } bytes
            ? Encoding.UTF8.GetString(bytes) : null;
    }

    /// <inheritdoc/>
    public BlueprintReading Parse(string text) => BlueprintLoader.Load(text);

    /// <inheritdoc/>
    public string AsHistory(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Modeline, StringComparison.Ordinal) ? text.Insert(Modeline.Length, "../") : text;
    }

    /// <inheritdoc/>
    public string AsPresent(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Modeline + "../", StringComparison.Ordinal) ? text.Remove(Modeline.Length, 3) : text;
    }

    /// <inheritdoc/>
    public string Keep(ServiceBlueprint entry, SemanticVersion version, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var sums = Sums(entry);
        sums[version] = ContentDigest.OfBytes(bytes);
        var file = FileOf(entry, version);
        Directory.CreateDirectory(Path.Combine(repository, FolderOf(entry)));
        // The list last: a crash in between leaves a file that the same release finds equal and lists.
        Write(file, bytes);
        Write(SumsOf(entry), Encoding.UTF8.GetBytes(string.Concat(sums.Select(sum =>
            $"{sum.Value["sha256:".Length..]}  v{sum.Key}.yaml\n"))));
        return file;
    }

    /// <inheritdoc/>
    public bool Replace(ServiceBlueprint entry, string readDigest, string text)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (Read(entry.File) is not { } present || ContentDigest.OfBytes(present) != readDigest) return false;
        Write(entry.File, Encoding.UTF8.GetBytes(text));
        return true;
    }

    private SortedDictionary<SemanticVersion, string> Sums(ServiceBlueprint entry)
    {
        var sums = new SortedDictionary<SemanticVersion, string>();
        if (Read(SumsOf(entry)) is not { } bytes) return sums;
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            // 9f86d0...  v1.0.0.yaml   (a star before the name when sha256sum read it in binary mode)
            if (line.Split(' ', 2) is not [var digest, var name]) continue;
            name = name.TrimStart(' ', '*').TrimEnd('\r');
            if (name.StartsWith('v') && name.EndsWith(".yaml", StringComparison.Ordinal)
                && SemanticVersion.TryParse(name[1..^".yaml".Length], out var version))
                sums[version] = $"sha256:{digest}";
        }

        return sums;
    }

    private IEnumerable<SemanticVersion> Unlisted(
        ServiceBlueprint entry, SortedDictionary<SemanticVersion, string> sums)
    {
        var folder = Path.Combine(repository, FolderOf(entry));
        if (!Directory.Exists(folder)) yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "v*.yaml").Order(StringComparer.Ordinal))
            if (SemanticVersion.TryParse(Path.GetFileNameWithoutExtension(path)[1..], out var version)
                && !sums.ContainsKey(version) && !IsInterruptedRelease(entry, version))
                yield return version;
    }

    // The file was written and the list was not: the present blueprint says it is the same.
    private bool IsInterruptedRelease(ServiceBlueprint entry, SemanticVersion version) =>
        entry.Blueprint?.Metadata.Version == version
        && Read(entry.File) is { } present && Read(FileOf(entry, version)) is { } kept
        && Encoding.UTF8.GetString(kept) == AsHistory(Encoding.UTF8.GetString(present));

    private static string FolderOf(ServiceBlueprint entry) => $"{BlueprintRepository.Folder}/{entry.Folder}/history";

    private static string FileOf(ServiceBlueprint entry, SemanticVersion version) =>
        $"{FolderOf(entry)}/v{version}.yaml";

    private static string SumsOf(ServiceBlueprint entry) => $"{FolderOf(entry)}/{SumsFile}";

    private byte[]? Read(string file)
    {
        var path = Path.Combine(repository, file);
        return RealPath.IsInside(path, repository) ? BoundedFile.Read(path, YamlDocument.SizeLimit).Bytes : null;
    }

    private void Write(string file, byte[] bytes)
    {
        var path = Path.Combine(repository, file);
        if (!RealPath.IsInside(path, repository))
            throw new UnauthorizedAccessException($"{file}: a symbolic link leads out of the repository.");
        AtomicFile.Write(path, bytes);
    }

    private static Diagnostic Finding(string message, string help) =>
        new(DiagnosticCodes.HistoryEdited, DiagnosticSeverity.Error, message, 0, 0, "", help);
}
