namespace SpecSkills.Core.Governance;

/// <summary>A list entry that speaks of an effect: the verdict it gives and its path.</summary>
internal readonly record struct ListRule(VerdictStatus Status, string Path);
