using SpecSkills.Application.Policies;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Storage.Blueprints;
using Xunit;

namespace SpecSkills.Tests.Fakes;

/// <summary>Folders whose files count as accepted, as those of a fresh clone do.</summary>
internal static class AcceptedFiles
{
    public static readonly DateTimeOffset At = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    // Reading and locking them costs more than many a test that begins with it.
    private static readonly Lazy<IReadOnlyList<(string File, string Text)>> Shipped = new(() =>
    {
        using var folder = new TemporaryFolder();
        CopyShipped(folder.Root, (_, text) => text);
        return
        [
            .. Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories)
                .Select(file => (Path.GetRelativePath(folder.Root, file), File.ReadAllText(file))),
        ];
    });

    /// <summary>The shipped files in a folder, accepted as they are.</summary>
    public static void CopyShipped(string root)
    {
        foreach (var (file, text) in Shipped.Value) Write(root, file, text);
    }

    /// <summary>The shipped files after an edit of each, accepted as edited.</summary>
    /// <param name="edit">Changes a file's text: its path below the repository, and what is in it.</param>
    public static void CopyShipped(string root, Func<string, string, string> edit)
    {
        foreach (var file in Directory.EnumerateFiles(
            RepositoryFiles.PathOf("blueprints"), "*.yaml", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(RepositoryFiles.Root, file);
            if (name.Contains("/accepted/", StringComparison.Ordinal)) continue;
            Write(root, name, edit(name, File.ReadAllText(file)));
        }

        Lock(root);
    }

    /// <summary>Digest of a file as it was accepted.</summary>
    public static string DigestOf(string root, string file) =>
        InForce(root).Read().Standing.Files.Single(one => one.File == file).Accepted!.Digest;

    /// <summary>Writes the lock a person's acceptance of every valid file would have written.</summary>
    public static void Lock(string root, DateTimeOffset? at = null)
    {
        var store = new PolicyLockStore(root, Path.Combine(root, ".specskills"));
        var files = new BlueprintRepository(root).ReadFiles();
        var accepted = PolicyLock.Empty;
        if (files.Policy.Policy is { } policy)
            accepted = accepted.With(new LockedFile(
                PolicyLock.PolicyFile, policy.Metadata!.Version, policy.Digest, at ?? At, "person:local"));
        foreach (var file in files.Services)
            if (file.Reading.Blueprint is { } blueprint)
                accepted = accepted.With(new LockedFile(
                    file.File, blueprint.Metadata.Version, blueprint.Digest, at ?? At, "person:local"));
        foreach (var entry in accepted.Files) Assert.True(store.Keep(entry.File, entry.Digest));
        File.WriteAllText(Path.Combine(root, PolicyLock.FileName), accepted.ToText());
    }

    /// <summary>The folder's files by its lock, with a witness who takes every lock.</summary>
    public static BlueprintsByLock InForce(string root, TimeProvider? time = null) => new(
        new BlueprintRepository(root), new PolicyLockStore(root, Path.Combine(root, ".specskills")), new AnyLock(),
        time ?? new SetClock { Now = At });

    private static void Write(string root, string file, string text)
    {
        var path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private sealed class AnyLock : IPolicyWitness
    {
        public string? Refuses(PolicyLockReading present) => null;

        public void Tell(PolicyStanding standing)
        {
        }
    }
}
