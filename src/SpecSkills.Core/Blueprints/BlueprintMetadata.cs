using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints;

/// <summary>Who the blueprint is for and which version it is.</summary>
public sealed record BlueprintMetadata(
    string Name,
    SemanticVersion Version,
    string? Description,
    string? Owner,
    DateOnly? Created,
    IReadOnlyDictionary<string, string> Labels);
