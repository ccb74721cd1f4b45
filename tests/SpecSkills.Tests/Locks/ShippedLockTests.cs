using SpecSkills.Application.Policies;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Locks;

/// <summary>The repository ships with its own files accepted.</summary>
public sealed class ShippedLockTests
{
    [Fact]
    public void Every_shipped_file_is_in_force_as_accepted()
    {
        using var state = new TemporaryFolder();
        var standing = CheckPolicies.Of(
            new BlueprintRepository(RepositoryFiles.Root), new PolicyLockStore(RepositoryFiles.Root, state.Root),
            new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
        Assert.Empty(standing.Notices);
        Assert.Equal(3, standing.Files.Count);
        Assert.All(standing.Files, file => Assert.Equal(FileState.Accepted, file.State));
    }

    [Fact]
    public void Every_accepted_content_is_kept_under_its_digest_and_no_other_is_shipped()
    {
        var accepted = PolicyLockReading().Lock!.Files.Select(entry => entry.Digest);
        var kept = Directory.EnumerateFiles(RepositoryFiles.PathOf("blueprints", "governance", "accepted"))
            .Select(file =>
            {
                var digest = ContentDigest.OfBytes(File.ReadAllBytes(file));
                Assert.Equal(digest["sha256:".Length..] + ".yaml", Path.GetFileName(file));
                return digest;
            });
        Assert.Equal(accepted.Order(), kept.Order());
    }

    [Fact]
    public void The_lock_is_written_as_it_is_read() => Assert.Equal(
        RepositoryFiles.Text("blueprints", "governance", "policy.lock"), PolicyLockReading().Lock!.ToText());

    [Fact]
    public void A_lock_of_nothing_is_a_lock_too()
    {
        using var folder = new TemporaryFolder();
        var store = new PolicyLockStore(folder.Root, folder.Combine(".specskills"));
        store.Write(PolicyLock.Empty);
        Assert.Empty(store.Read().Lock!.Files);
        Assert.Equal(store.Read().Digest, store.Remembered().Digest);
    }

    private static PolicyLockReading PolicyLockReading() =>
        new PolicyLockStore(RepositoryFiles.Root, Path.GetTempPath()).Read();
}
