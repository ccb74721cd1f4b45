namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// What a successful answer must be. A server, or something pretending to be one, that answers another object must not
/// have it taken for the one asked for. Null parts are not looked at.
/// </summary>
public sealed record ExpectedObject(string Kind, string? Name = null, string? Namespace = null, string? Uid = null);
