namespace SpecSkills.Application.Blueprints;

/// <summary>All files that were checked, in the order they were named.</summary>
public sealed record ValidationReport(IReadOnlyList<ValidatedFile> Files)
{
    /// <summary>True when no file has an error.</summary>
    public bool IsValid => Files.All(file => file.IsValid);
}
