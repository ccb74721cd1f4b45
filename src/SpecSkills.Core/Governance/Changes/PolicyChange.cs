using SpecSkills.Core.Blueprints.Changes;

namespace SpecSkills.Core.Governance.Changes;

/// <summary>One field of the global policy that differs.</summary>
/// <param name="Path">Policy path, <c>spec.limits.max_replicas</c>.</param>
/// <param name="Before">Value before; null when the field was not there.</param>
/// <param name="After">Value after; null when the field is gone.</param>
/// <param name="Authority">What it does to the agent's authority.</param>
public sealed record PolicyChange(string Path, string? Before, string? After, AuthorityEffect Authority)
{
    /// <summary>What the running system will do because of it, in words.</summary>
    public string Consequence => PolicyConsequences.Of(Path);
}
