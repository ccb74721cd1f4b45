namespace SpecSkills.Core.Blueprints.Changes;

/// <summary>One field that differs.</summary>
/// <param name="Section">What it is listed under: <c>scaling</c>.</param>
/// <param name="Path">Blueprint path, <c>spec.scaling.max_replicas</c>.</param>
/// <param name="Before">Value before; null when the field was not there.</param>
/// <param name="After">Value after; null when the field is gone.</param>
/// <param name="Bump">The part of the version it must raise.</param>
/// <param name="Authority">What it does to the agent's authority.</param>
public sealed record BlueprintChange(
    string Section, string Path, string? Before, string? After, VersionBump Bump, AuthorityEffect Authority)
{
    /// <summary>What the running system will do because of it, in words.</summary>
    public string Consequence => ChangeConsequences.Of(Path);
}
