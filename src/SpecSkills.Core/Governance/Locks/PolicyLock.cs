using System.Globalization;
using System.Text;
using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Governance.Locks;

/// <summary>
/// <c>blueprints/governance/policy.lock</c>: which content of the policy and of every blueprint persons accepted. What
/// a file lets happen beyond that is not in force.
/// </summary>
/// <param name="Files">One entry a file, by path.</param>
public sealed record PolicyLock(IReadOnlyList<LockedFile> Files)
{
    /// <summary>Where it is, relative to the repository.</summary>
    public const string FileName = "blueprints/governance/policy.lock";

    /// <summary>The kind of the document.</summary>
    public const string Kind = "PolicyLock";

    /// <summary>The global policy, relative to the repository.</summary>
    public const string PolicyFile = "blueprints/governance/policies.yaml";

    /// <summary>A lock in which nothing was accepted.</summary>
    public static readonly PolicyLock Empty = new([]);

    /// <summary>The entry of a file, or null when it was never accepted.</summary>
    public LockedFile? Find(string file) => Files.FirstOrDefault(entry => entry.File == file);

    /// <summary>The lock with one file accepted as it is now.</summary>
    public PolicyLock With(LockedFile accepted) => new(
    [
        .. Files.Where(entry => entry.File != accepted.File).Append(accepted)
            .OrderBy(entry => entry.File, StringComparer.Ordinal),
    ]);

    /// <summary>The lock without a file, whose folder is gone.</summary>
    public PolicyLock Without(string file) => new([.. Files.Where(entry => entry.File != file)]);

    /// <summary>The text of the file. The same entries give the same bytes.</summary>
    public string ToText()
    {
        var text = new StringBuilder()
            .Append("# What persons accepted. Written by 'specskills policy accept'; an edited lock is not gone by.\n")
            .Append(CultureInfo.InvariantCulture, $"apiVersion: {BlueprintReader.ApiVersion}\n")
            .Append(CultureInfo.InvariantCulture, $"kind: {Kind}\n")
            .Append("files:\n");
        foreach (var entry in Files)
            text.Append(CultureInfo.InvariantCulture, $"  - file: {entry.File}\n")
                .Append(CultureInfo.InvariantCulture, $"    version: {entry.Version}\n")
                .Append(CultureInfo.InvariantCulture, $"    digest: {entry.Digest}\n")
                .Append("    accepted_at: \"").Append(PolicyLockReader.Time(entry.AcceptedAt)).Append("\"\n")
                .Append(CultureInfo.InvariantCulture, $"    accepted_by: {entry.AcceptedBy}\n");
        return Files.Count == 0 ? text.Replace("files:\n", "files: []\n").ToString() : text.ToString();
    }
}
