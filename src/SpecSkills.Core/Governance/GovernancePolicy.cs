using SpecSkills.Core.Blueprints;

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

    /// <summary>Who decides in whose stead, and until when.</summary>
    public IReadOnlyList<Delegation> Delegations { get; init; } = [];

    /// <summary>The public key line of a person, or null.</summary>
    public string? KeyOf(string person) =>
        Groups.SelectMany(group => group.Members).FirstOrDefault(one => one.Person == person && one.SshKey is not null)
            ?.SshKey
        ?? Delegations.FirstOrDefault(one => one.To == person && one.SshKey is not null)?.SshKey;

    /// <summary>The group of that name, or null.</summary>
    public ApproverGroup? Group(string name) => Groups.FirstOrDefault(group => group.Name == name);
}
