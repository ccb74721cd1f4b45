namespace SpecSkills.Core.Blueprints;

/// <summary>What in the cluster a blueprint governs.</summary>
/// <param name="Namespace">Default <c>default</c>.</param>
/// <param name="Deployment">Default: the blueprint's name.</param>
/// <param name="Container">Null: the only or first container.</param>
/// <param name="Helm">Null: no Helm release owns the Deployment.</param>
public sealed record TargetReference(string Namespace, string Deployment, string? Container, HelmReference? Helm);
