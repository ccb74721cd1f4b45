namespace SpecSkills.Kubernetes.Observing;

/// <summary>What an observer must be told about its cluster.</summary>
public sealed record ClusterObserverOptions
{
    /// <summary>True for the embedded cluster: its identity is then <c>embedded</c> at any address.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>
    /// The Prometheus of a blueprint that names none: the embedded cluster's own. Any other cluster has no default.
    /// </summary>
    public Uri? EmbeddedPrometheus { get; init; }

    /// <summary>Where the observed namespaces' metrics are read with which bounds.</summary>
    public Client.ApiClientOptions Metrics { get; init; } = new();
}
