namespace SpecSkills.Core.Governance;

/// <summary>Why an operation is blocked whatever the lists say, and when to come back if time alone helps.</summary>
internal sealed record Block(string Rule, string Explanation, DateTimeOffset? RetryAt = null)
{
    /// <summary>A smaller change of the same kind could pass.</summary>
    public bool DependsOnSize { get; init; }
}
