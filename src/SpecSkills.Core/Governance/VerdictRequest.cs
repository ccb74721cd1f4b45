using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Governance;

/// <summary>Everything a verdict depends on.</summary>
/// <param name="Operation">The exact change.</param>
/// <param name="Blueprint">The service's blueprint in force.</param>
/// <param name="Policy">The global policy in force.</param>
/// <param name="Observation">What was seen, with history; without one nothing that changes something passes.</param>
/// <param name="Now">The moment of judgement.</param>
public sealed record VerdictRequest(
    Operation Operation, Blueprint Blueprint, GovernancePolicy Policy, Observation? Observation, DateTimeOffset Now)
{
    /// <summary>The decision engine only proposes this: a person decides, even if the lists allow it.</summary>
    public bool ProposalOnly { get; init; }

    /// <summary>
    /// The operation holds its service's slot already (its permit is consumed and about to be used), so the operation
    /// in flight is itself.
    /// </summary>
    public bool AtUse { get; init; }
}
