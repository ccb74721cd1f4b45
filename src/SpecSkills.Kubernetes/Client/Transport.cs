using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>Makes connections what they shall be: trust, certificate, proxy, and no behaviour not asked for.</summary>
internal static class Transport
{
    /// <summary>Connections are renewed, so that a changed DNS answer or certificate is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <param name="handler">The handler of the official client.</param>
    /// <param name="connection">What it shall connect to.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="certificate">The certificate to present at the moment of connecting, if any.</param>
    public static void Configure(
        SocketsHttpHandler handler, ClusterConnection connection, ApiClientOptions options,
        Func<X509Certificate2?> certificate)
    {
        Bound(handler, options);
        handler.SslOptions = Tls(connection, certificate);
        if (connection.Proxy is { } proxy) handler.Proxy = new WebProxy(proxy);
    }

    /// <summary>A handler without any cluster's trust or credentials, for metrics servers.</summary>
    public static SocketsHttpHandler Bare(ApiClientOptions options)
    {
        var handler = new SocketsHttpHandler();
        Bound(handler, options);
        return handler;
    }

    private static void Bound(SocketsHttpHandler handler, ApiClientOptions options)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.Proxy = new EnvironmentProxy();
        handler.AutomaticDecompression = DecompressionMethods.GZip;
        handler.ConnectTimeout = options.ConnectTimeout;
        handler.MaxConnectionsPerServer = options.Connections;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        // What is left of an answer too large is not worth reading.
        handler.MaxResponseDrainSize = 0;
        handler.ActivityHeadersPropagator = null;
    }

    private static SslClientAuthenticationOptions Tls(ClusterConnection connection, Func<X509Certificate2?> certificate)
    {
        var tls = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (connection.Certificate is { } pair)
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(pair.Leaf, pair.Chain, offline: true);
        else
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate()!;
        if (connection.Trust.Authorities is { } authorities)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                // Clusters' own authorities publish no revocation lists.
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        if (connection.Trust.Insecure)
#pragma warning disable CA5359 // The kubeconfig says insecure-skip-tls-verify, and kubectl obeys it too.
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        return tls;
    }
}
