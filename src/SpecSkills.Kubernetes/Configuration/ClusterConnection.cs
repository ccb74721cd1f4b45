namespace SpecSkills.Kubernetes.Configuration;

/// <summary>All that is needed to talk to one API server, read and checked.</summary>
/// <param name="ClusterName">The kubeconfig's name of the cluster; part of the cluster's identity.</param>
/// <param name="Server">The API server's address, http or https.</param>
/// <param name="Namespace">The context's namespace, else <c>default</c>.</param>
public sealed record ClusterConnection(string ClusterName, Uri Server, string Namespace)
{
    /// <summary>How the server proves itself, and what it is called.</summary>
    public ServerTrust Trust { get; init; } = ServerTrust.System;

    /// <summary>How we prove ourselves.</summary>
    public ClusterCredential Credential { get; init; } = ClusterCredential.Anonymous.Instance;

    /// <summary>A client certificate, besides or instead of a token.</summary>
    public ClientCertificate? Certificate { get; init; }

    /// <summary>An http, https or socks5 proxy; null follows the environment as kubectl does.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>A connection without credentials, for a server on loopback.</summary>
    public static ClusterConnection Plain(string clusterName, Uri server) => new(clusterName, server, "default");
}
