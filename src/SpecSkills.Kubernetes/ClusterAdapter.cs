using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Kubernetes.Observing;

namespace SpecSkills.Kubernetes;

/// <summary>
/// One cluster over one connection, seen and not touched: the write side is made over it by a project of its own, which
/// programs that only observe do not link. The embedded cluster is wired like any other, and only told apart by its
/// identity and its own Prometheus.
/// </summary>
public sealed class ClusterAdapter : IDisposable
{
    private readonly ClusterObserver observer;

    private ClusterAdapter(ApiClient client, ClusterIdentity identity, ClusterObserver observer, TimeProvider clock)
    {
        Client = client;
        Identity = identity;
        Clock = clock;
        this.observer = observer;
    }

    /// <summary>The read side.</summary>
    public ClusterObserver Observer => observer;

    /// <summary>The connection, for the write side.</summary>
    internal ApiClient Client { get; }

    /// <summary>Shared by both sides, so that they mean the same cluster.</summary>
    internal ClusterIdentity Identity { get; }

    /// <summary>The agent's clock.</summary>
    internal TimeProvider Clock { get; }

    /// <summary>A real cluster, or one wired by hand.</summary>
    /// <param name="connection">From <see cref="Kubeconfig.Connect"/> or <see cref="InClusterConfiguration"/>.</param>
    /// <param name="clock">The agent's clock: dates observations and times receipts.</param>
    /// <param name="options">What is known of the cluster beforehand.</param>
    /// <param name="limits">Bounds of the client.</param>
    public static ClusterAdapter For(
        ClusterConnection connection, TimeProvider clock, ClusterObserverOptions? options = null,
        ApiClientOptions? limits = null)
    {
        var known = options ?? new ClusterObserverOptions();
        var client = new ApiClient(connection, limits);
        var identity = new ClusterIdentity(client, known.IsEmbedded);
        return new ClusterAdapter(client, identity, new ClusterObserver(client, identity, known, clock), clock);
    }

    /// <summary>The embedded cluster.</summary>
    /// <param name="connection">
    /// From the kubeconfig it writes, or <see cref="ClusterConnection.Plain"/> where it asks for no token.
    /// </param>
    /// <param name="prometheus">Its own Prometheus.</param>
    /// <param name="clock">The agent's clock, simulated or not.</param>
    public static ClusterAdapter ForEmbedded(ClusterConnection connection, Uri prometheus, TimeProvider clock) => For(
        connection, clock, new ClusterObserverOptions { IsEmbedded = true, EmbeddedPrometheus = prometheus });

    /// <summary>The embedded cluster at a loopback address, where it asks for no token.</summary>
    public static ClusterAdapter ForEmbedded(Uri server, Uri prometheus, TimeProvider clock) =>
        ForEmbedded(ClusterConnection.Plain(ClusterIdentity.Embedded, server), prometheus, clock);

    /// <inheritdoc/>
    public void Dispose()
    {
        observer.Dispose();
        Client.Dispose();
    }
}
