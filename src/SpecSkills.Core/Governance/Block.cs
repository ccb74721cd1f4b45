namespace SpecSkills.Core.Governance;

/// <summary>Why an operation is blocked regardless of the lists, and when to retry if waiting helps.</summary>
internal sealed record Block(string Rule, string Explanation, DateTimeOffset? RetryAt = null)
{
    /// <summary>A smaller change of the same kind could pass.</summary>
    public bool DependsOnSize { get; init; }
}
