using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Governance.Changes;

namespace SpecSkills.Application.Ports;

/// <summary>One field of a blueprint or policy file that differs from what was accepted.</summary>
/// <param name="Path">Where in the document, <c>spec.scaling.max_replicas</c>.</param>
/// <param name="Before">Accepted value; null when the field was not there.</param>
/// <param name="After">Present value; null when the field is gone.</param>
/// <param name="Authority">What it does to what the agent may do or reach.</param>
/// <param name="Consequence">What will happen because of it, in words.</param>
public sealed record FileChange(
    string Path, string? Before, string? After, AuthorityEffect Authority, string Consequence)
{
    /// <summary>True when this change alone makes the file wait.</summary>
    public bool Widens => Authority is AuthorityEffect.Wider or AuthorityEffect.Incomparable;

    /// <summary>The change of a blueprint's field.</summary>
    public static FileChange Of(BlueprintChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new FileChange(change.Path, change.Before, change.After, change.Authority, change.Consequence);
    }

    /// <summary>The change of a policy's field.</summary>
    public static FileChange Of(PolicyChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new FileChange(change.Path, change.Before, change.After, change.Authority, change.Consequence);
    }

    /// <summary><c>spec.scaling.max_replicas 5 -> 12</c>.</summary>
    public override string ToString() => $"{Path} {Before ?? "(absent)"} -> {After ?? "(absent)"}";
}
