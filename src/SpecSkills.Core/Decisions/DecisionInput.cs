using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Decisions;

/// <summary>Everything a decision depends on: the same input always gives the same decision.</summary>
/// <param name="Findings">What validating the blueprint found; one error among them means <c>reject</c>.</param>
/// <param name="Now">The time of evaluation.</param>
public sealed record DecisionInput(
    Blueprint Blueprint, IReadOnlyList<Diagnostic> Findings, Observation Observation, DateTimeOffset Now);
