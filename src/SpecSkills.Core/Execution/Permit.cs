using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;

namespace SpecSkills.Core.Execution;

/// <summary>Permission to do one operation once, soon, under exactly the policy that gave it.</summary>
/// <param name="Id">Unguessable.</param>
/// <param name="Operation">The operation it is bound to, by digest.</param>
/// <param name="DecisionId">The decision it came from.</param>
/// <param name="PolicyDigest">Digest of the global policy it was given under.</param>
/// <param name="Verdict">The verdict it rests on.</param>
/// <param name="ApprovalId">The approval it rests on, when a person decided.</param>
/// <param name="ExpiresAt">Ten minutes after the verdict or the approval.</param>
public sealed record Permit(
    string Id,
    Operation Operation,
    string DecisionId,
    string PolicyDigest,
    Verdict Verdict,
    string? ApprovalId,
    Principal IssuedTo,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt)
{
    /// <summary>How long a permit lives.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
}
