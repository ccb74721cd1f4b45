namespace SpecSkills.Core.Governance;

/// <summary>One person.</summary>
/// <param name="Person">Principal name, <c>person:local</c>.</param>
/// <param name="SshKey">
/// Public key line (<c>ssh-ed25519 AAAA...</c>); present, this person's approvals must be signed with it.
/// </param>
public sealed record Approver(string Person, string? SshKey);
