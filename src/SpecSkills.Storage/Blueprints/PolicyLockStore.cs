using System.Text;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Files;
using SpecSkills.Storage.Yaml;

namespace SpecSkills.Storage.Blueprints;

/// <summary>
/// <c>blueprints/governance/policy.lock</c>, and beside it <c>accepted/&lt;digest&gt;.yaml</c> with every accepted
/// content. The state folder holds a copy of the lock last used, and what was recorded of waiting files.
/// </summary>
public sealed class PolicyLockStore(string repository, string stateFolder) : IPolicyLockStore
{
    /// <summary>Accepted contents, relative to the repository.</summary>
    public const string AcceptedFolder = "blueprints/governance/accepted";

    private const string RememberedName = "policy.lock";
    private const string ToldName = "policy.told";

    private readonly Lock turn = new();
    private readonly Dictionary<string, BlueprintReading> blueprints = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PolicyReading> policies = new(StringComparer.Ordinal);
    private PolicyLockReading? last;
    private PolicyLockReading? lastRemembered;

    /// <inheritdoc/>
    public PolicyLockReading Read()
    {
        var content = ReadInside(PolicyLock.FileName);
        if (content.Bytes is null) return new PolicyLockReading(null, null, [content.Finding!]);
        lock (turn)
        {
            var digest = ContentDigest.OfBytes(content.Bytes);
            if (last?.Digest != digest) last = Parse(content.Bytes, digest);
            return last;
        }
    }

    /// <inheritdoc/>
    public BlueprintReading? Blueprint(string digest)
    {
        lock (turn)
        {
            if (blueprints.TryGetValue(digest, out var kept)) return kept;
            return Accepted(digest) is { } bytes ? blueprints[digest] = BlueprintLoader.Load(bytes) : null;
        }
    }

    /// <inheritdoc/>
    public PolicyReading? Policy(string digest)
    {
        lock (turn)
        {
            if (policies.TryGetValue(digest, out var kept)) return kept;
            return Accepted(digest) is { } bytes ? policies[digest] = BlueprintLoader.LoadPolicy(bytes) : null;
        }
    }

    /// <inheritdoc/>
    public IDisposable Guard() => PatientLock.Take(Path.Combine(stateFolder, "policy.guard"));

    /// <inheritdoc/>
    public bool Keep(string file, string digest)
    {
        if (ReadInside(file).Bytes is not { } bytes || ContentDigest.OfBytes(bytes) != digest) return false;
        var name = FileOf(digest);
        Directory.CreateDirectory(Path.Combine(repository, AcceptedFolder));
        if (Accepted(digest) is null) Write(name, bytes);
        return true;
    }

    /// <inheritdoc/>
    public void Write(PolicyLock accepted)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        Directory.CreateDirectory(Path.Combine(repository, "blueprints", "governance"));
        Write(PolicyLock.FileName, Encoding.UTF8.GetBytes(accepted.ToText()));
        Remember();
    }

    /// <inheritdoc/>
    public PolicyLockReading Remembered()
    {
        var content = BoundedFile.Read(Path.Combine(stateFolder, RememberedName), YamlDocument.SizeLimit);
        if (content.Bytes is not { } bytes) return new PolicyLockReading(null, null, [content.Finding!]);
        lock (turn)
        {
            var digest = ContentDigest.OfBytes(bytes);
            if (lastRemembered?.Digest != digest)
                lastRemembered = last?.Digest == digest ? last : Parse(bytes, digest);
            return lastRemembered;
        }
    }

    /// <inheritdoc/>
    public void Remember()
    {
        if (ReadInside(PolicyLock.FileName).Bytes is not { } bytes) return;
        Directory.CreateDirectory(stateFolder);
        AtomicFile.Write(Path.Combine(stateFolder, RememberedName), bytes);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Told() =>
        BoundedFile.Read(Path.Combine(stateFolder, ToldName), YamlDocument.SizeLimit).Bytes is { } bytes
            ? Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    /// <inheritdoc/>
    public void Tell(IReadOnlyList<string> told)
    {
        Directory.CreateDirectory(stateFolder);
        AtomicFile.Write(
            Path.Combine(stateFolder, ToldName), Encoding.UTF8.GetBytes(string.Concat(told.Select(one => one + "\n"))));
    }

    private static PolicyLockReading Parse(byte[] bytes, string digest)
    {
        var document = YamlDocument.Read(bytes);
        return document.Root is { } root
            ? PolicyLockReader.Read(root, digest)
            : new PolicyLockReading(null, digest, document.Diagnostics);
    }

    // The digest is 64 hexadecimal digits by the lock's own reader; nothing else becomes part of a path.
    private byte[]? Accepted(string digest) =>
        ReadInside(FileOf(digest)).Bytes is { } bytes && ContentDigest.OfBytes(bytes) == digest ? bytes : null;

    private static string FileOf(string digest) => $"{AcceptedFolder}/{digest["sha256:".Length..]}.yaml";

    private BoundedFileContent ReadInside(string file)
    {
        var path = Path.Combine(repository, file);
        if (RealPath.IsInside(path, repository)) return BoundedFile.Read(path, YamlDocument.SizeLimit);
        return new BoundedFileContent(null, new Diagnostic(
            DiagnosticCodes.OutsideRepository, DiagnosticSeverity.Error,
            "a symbolic link leads out of the repository", 0, 0, "", "Put the file itself there."));
    }

    private void Write(string file, byte[] bytes)
    {
        var path = Path.Combine(repository, file);
        if (!RealPath.IsInside(path, repository))
            throw new UnauthorizedAccessException($"{file}: a symbolic link leads out of the repository.");
        AtomicFile.Write(path, bytes);
    }
}
