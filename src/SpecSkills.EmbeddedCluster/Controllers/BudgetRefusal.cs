namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>Why a disruption budget allows no eviction.</summary>
/// <param name="Budget">Name of the budget.</param>
/// <param name="Outdated">The controller has not yet worked out the budget's newest version.</param>
/// <param name="Needs">Healthy pods the budget asks for.</param>
/// <param name="Has">Healthy pods there are.</param>
internal sealed record BudgetRefusal(string Budget, bool Outdated, long Needs, long Has);
