namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>What a resource path names.</summary>
/// <param name="Namespace">Null for all namespaces and for cluster-wide kinds.</param>
internal sealed record RequestTarget(ServedResource Served, string? Namespace, string? Name, string? Subresource);
