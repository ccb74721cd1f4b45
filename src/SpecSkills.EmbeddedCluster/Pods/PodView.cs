namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>What behaviours and usage sources see of a pod.</summary>
/// <param name="Deployment">Name of the Deployment above it, or null for a pod on its own.</param>
/// <param name="Ready">The pod's Ready condition.</param>
/// <param name="Terminating">True once a deletion timestamp is set.</param>
public sealed record PodView(
    string Namespace,
    string Name,
    string Uid,
    string? Deployment,
    string? TemplateHash,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    IReadOnlyList<ContainerView> Containers,
    DateTimeOffset CreatedAt,
    string Phase,
    bool Ready,
    bool Terminating);
