using SpecSkills.Core.Blueprints;

namespace SpecSkills.Application.Ports;

/// <summary>
/// Texts of blueprints and of the versions kept in their history folders. Names are matched, never made into paths.
/// </summary>
public interface IBlueprintHistory
{
    /// <summary>Versions that can be read, oldest first, the present one included.</summary>
    IReadOnlyList<string> Versions(ServiceBlueprint entry);

    /// <summary>
    /// The text of a version, or of the present file when <paramref name="version"/> is null; null when there is none.
    /// </summary>
    string? Text(ServiceBlueprint entry, string? version);

    /// <summary>A version read into values, with its findings; null when there is none.</summary>
    BlueprintReading? Read(ServiceBlueprint entry, string version);

    /// <summary>The text of the global policy; null when there is none.</summary>
    string? PolicyText();
}
