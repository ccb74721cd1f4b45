namespace SpecSkills.Application.Blueprints;

/// <summary>A live value that differs from the blueprint's.</summary>
/// <param name="Path">Blueprint path.</param>
/// <param name="Before">What the blueprint says.</param>
/// <param name="After">What the Deployment has, as a blueprint writes it.</param>
/// <param name="ChangedBy">Who wrote it, as the cluster's field ownership says; any writer can claim a name
/// there.</param>
/// <param name="LeftAlone">Why it was not taken over; null when it was.</param>
public sealed record AdoptedChange(string Path, string Before, string After, string? ChangedBy, string? LeftAlone);
