using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>
/// The organisation's policy, which binds every blueprint. <see cref="AgentAuthority"/> forbids and restricts
/// everywhere; its allowed list serves only blueprints without a governance section. Immutable; <see cref="Digest"/> is
/// the SHA-256 of the file's raw bytes.
/// </summary>
/// <param name="ApprovalWorkflow">Used where a blueprint has none; null when neither says who decides.</param>
/// <param name="FreezeWindows">No autonomous change inside, even if a blueprint allows it.</param>
/// <param name="ReviewInterval">A policy not accepted anew for this long is a warning everywhere.</param>
/// <param name="Audit">Used where a blueprint has no audit section; null when neither says.</param>
public sealed record GovernancePolicy(
    AgentAuthority AgentAuthority,
    PolicyLimits Limits,
    IReadOnlyList<ApproverGroup> Groups,
    ApprovalWorkflow? ApprovalWorkflow,
    IReadOnlyList<FreezeWindow> FreezeWindows,
    TimeSpan ReviewInterval,
    AuditPolicy? Audit,
    string Digest)
{
    /// <summary>Which policy it is; null for one that was not read from a file.</summary>
    public PolicyMetadata? Metadata { get; init; }

    /// <summary>Who decides for whom, and until when.</summary>
    public IReadOnlyList<Delegation> Delegations { get; init; } = [];

    /// <summary>The public key line of a person, or null.</summary>
    public string? KeyOf(string person) =>
        Groups.SelectMany(group => group.Members).FirstOrDefault(one => one.Person == person && one.SshKey is not null)
            ?.SshKey
        ?? Delegations.FirstOrDefault(one => one.To == person && one.SshKey is not null)?.SshKey;

    /// <summary>The group of that name, or null.</summary>
    public ApproverGroup? Group(string name) => Groups.FirstOrDefault(group => group.Name == name);
}

/// <summary>Who stands behind a group name in a blueprint's approvers.</summary>
public sealed record ApproverGroup(string Name, IReadOnlyList<Approver> Members);

/// <summary>One person.</summary>
/// <param name="Person">Principal name, <c>person:local</c>.</param>
/// <param name="SshKey">
/// Public key line (<c>ssh-ed25519 AAAA...</c>); when present, this person's approvals must be signed with it.
/// </param>
public sealed record Approver(string Person, string? SshKey);

/// <summary>Which policy it is and who answers for it.</summary>
public sealed record PolicyMetadata(string Name, SemanticVersion Version, string? Description, string? Owner);

/// <summary>For a while one person decides what another may decide. It cannot be delegated again.</summary>
/// <param name="From">Principal name of who lends the right, <c>person:ann</c>.</param>
/// <param name="To">Principal name of who has it meanwhile.</param>
/// <param name="Until">The last day on which it holds, in UTC.</param>
/// <param name="SshKey">The delegate's public key, for one who is in no group.</param>
public sealed record Delegation(string From, string To, DateOnly Until, string? SshKey)
{
    /// <summary>True as long as the last day, in UTC, is not over.</summary>
    public bool HoldsAt(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime) <= Until;
}
