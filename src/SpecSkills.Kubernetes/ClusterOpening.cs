using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Kubernetes.Observing;

namespace SpecSkills.Kubernetes;

/// <summary>Opens a cluster from what a command line names, by kubectl's rules.</summary>
public abstract record ClusterOpening
{
    private ClusterOpening()
    {
    }

    /// <summary>An adapter; nothing was asked of the cluster yet.</summary>
    public sealed record Opened(ClusterAdapter Adapter) : ClusterOpening;

    /// <summary>
    /// No usable configuration. Each problem says where, what was found and what to do; never a secret.
    /// </summary>
    public sealed record Failed(IReadOnlyList<string> Problems) : ClusterOpening;

    /// <summary>
    /// The cluster of a kubeconfig, else - where no kubeconfig is named and none lies in the usual places - the one
    /// this process runs in.
    /// </summary>
    /// <param name="kubeconfig">A named file, or null for KUBECONFIG and <c>~/.kube/config</c>.</param>
    /// <param name="context">A context in it, or null for its current one.</param>
    /// <param name="clock">The agent's clock.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    public static ClusterOpening Of(
        string? kubeconfig, string? context, TimeProvider clock, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var source = KubeconfigSource.From(kubeconfig, environment);
        var inside = kubeconfig is null && context is null && !source.Files.Any(File.Exists)
            && InClusterConfiguration.IsInCluster(environment);
        return (inside ? InClusterConfiguration.Connect(environment) : Kubeconfig.Connect(source, context)) switch
        {
            ConnectionReading.Found found => new Opened(ClusterAdapter.For(found.Connection, clock)),
            ConnectionReading.Failed failed => new Failed(failed.Problems),
            _ => throw new InvalidOperationException("A connection is neither found nor failed."),
        };
    }
}
