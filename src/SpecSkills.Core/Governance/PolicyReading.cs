using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;

namespace SpecSkills.Core.Governance;

/// <summary>
/// What reading the policy gave. A policy with any error is null: nothing is decided by a policy that does not mean
/// what it says.
/// </summary>
public sealed record PolicyReading(GovernancePolicy? Policy, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The tree it was read from; null when there is none.</summary>
    public DocumentNode? Document { get; init; }
}
