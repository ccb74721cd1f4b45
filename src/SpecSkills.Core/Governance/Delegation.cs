namespace SpecSkills.Core.Governance;

/// <summary>For a while one person decides what another may decide. Not passed on further.</summary>
/// <param name="From">Principal name of who lends the right, <c>person:ann</c>.</param>
/// <param name="To">Principal name of who has it meanwhile.</param>
/// <param name="Until">The last day on which it holds, in UTC.</param>
/// <param name="SshKey">The delegate's public key, for one who is in no group.</param>
public sealed record Delegation(string From, string To, DateOnly Until, string? SshKey)
{
    /// <summary>True as long as the last day, in UTC, is not over.</summary>
    public bool HoldsAt(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime) <= Until;
}
