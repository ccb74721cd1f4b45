using SpecSkills.Core.Decisions;

namespace SpecSkills.Application.Documents;

/// <summary>A decision as its document names it.</summary>
public sealed record IdentifiedDecision(string Id, Decision Decision);
