namespace SpecSkills.Core.Blueprints;

/// <summary>Which blueprint something was decided by.</summary>
/// <param name="Name">The service, <c>todo-frontend</c>.</param>
/// <param name="Version">As in the file, <c>1.0.0</c>.</param>
/// <param name="Digest"><c>sha256:...</c> of the file's bytes.</param>
public sealed record BlueprintReference(string Name, string Version, string Digest);
