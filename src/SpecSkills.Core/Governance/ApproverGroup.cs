namespace SpecSkills.Core.Governance;

/// <summary>Who stands behind a group name in a blueprint's approvers.</summary>
public sealed record ApproverGroup(string Name, IReadOnlyList<Approver> Members);
