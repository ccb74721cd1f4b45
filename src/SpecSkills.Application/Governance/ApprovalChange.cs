namespace SpecSkills.Application.Governance;

/// <summary>One field before and after.</summary>
public sealed record ApprovalChange(string Field, string Before, string After);
