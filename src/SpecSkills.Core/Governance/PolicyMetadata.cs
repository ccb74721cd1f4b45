using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>Which policy it is and who answers for it.</summary>
public sealed record PolicyMetadata(string Name, SemanticVersion Version, string? Description, string? Owner);
