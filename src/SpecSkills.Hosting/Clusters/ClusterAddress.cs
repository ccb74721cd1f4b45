namespace SpecSkills.Hosting.Clusters;

/// <summary>A chosen cluster, ready to connect to.</summary>
/// <param name="Kubeconfig">File to read; null for the usual places (KUBECONFIG, ~/.kube/config, in-cluster).</param>
/// <param name="Context">Context in it; null for its current one.</param>
/// <param name="Embedded">Addresses of the embedded cluster; null for any other cluster.</param>
public sealed record ClusterAddress(string? Kubeconfig, string? Context, EmbeddedClusterInfo? Embedded)
{
    /// <summary>Where the choice leads; the embedded cluster is started in the background when none runs.</summary>
    public static async Task<ClusterAddress> ResolveAsync(
        ClusterChoice choice, EmbeddedClusterProcess embedded, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(embedded);
        if (choice is ClusterChoice.Kube kube) return new ClusterAddress(kube.Kubeconfig, kube.Context, null);
        var running = await embedded.EnsureAsync(cancellation);
        return new ClusterAddress(embedded.Files.Kubeconfig, null, running);
    }
}
