namespace SpecSkills.Core.Decisions.Drift;

/// <summary>
/// What would bring one part of the Deployment to its blueprint, and the blueprint paths it rests on.
/// </summary>
internal sealed record BlueprintDifference(OperationParameters Parameters, IReadOnlyList<string> Paths);
