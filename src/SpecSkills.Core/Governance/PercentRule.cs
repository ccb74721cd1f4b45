namespace SpecSkills.Core.Governance;

/// <summary>A list entry with a percentage.</summary>
internal readonly record struct PercentRule(PercentRange Range, ListRule Rule);
