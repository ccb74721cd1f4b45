namespace SpecSkills.Core.Blueprints;

/// <summary>The Helm release that owns the Deployment, and which value path carries which field.</summary>
/// <param name="Release">Release name.</param>
/// <param name="Chart">Chart folder, relative to the repository.</param>
/// <param name="Values">Field (<c>cpu_request</c>) to value path (<c>frontend.resources.requests.cpu</c>).</param>
public sealed record HelmReference(string Release, string Chart, IReadOnlyDictionary<string, string> Values);
