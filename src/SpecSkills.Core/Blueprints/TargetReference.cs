namespace SpecSkills.Core.Blueprints;

/// <summary>What in the cluster a blueprint governs.</summary>
/// <param name="Namespace">Default <c>default</c>.</param>
/// <param name="Deployment">Default: the blueprint's name.</param>
/// <param name="Container">Null: the only or first container.</param>
/// <param name="Helm">Null: no Helm release owns the Deployment.</param>
public sealed record TargetReference(string Namespace, string Deployment, string? Container, HelmReference? Helm);

/// <summary>The Helm release that owns the Deployment, and which value path carries which field.</summary>
/// <param name="Release">Release name.</param>
/// <param name="Chart">Chart folder, relative to the repository.</param>
/// <param name="Values">Field (<c>cpu_request</c>) to value path (<c>frontend.resources.requests.cpu</c>).</param>
public sealed record HelmReference(string Release, string Chart, IReadOnlyDictionary<string, string> Values);
