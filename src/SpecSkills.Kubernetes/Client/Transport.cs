using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>Makes the one handler of a client: trust, certificate, proxy, and no behaviour nobody asked for.</summary>
internal static class Transport
{
    /// <summary>Connections are renewed, so that a changed DNS answer or certificate is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <param name="certificate">The certificate to present at the moment of connecting, if any.</param>
    public static SocketsHttpHandler Make(
        ClusterConnection connection, ApiClientOptions options, Func<X509Certificate2?> certificate)
    {
        var handler = Bare(options);
        handler.SslOptions = Tls(connection, certificate);
        if (connection.Proxy is { } proxy) handler.Proxy = new WebProxy(proxy);
        return handler;
    }

    /// <summary>The same without any cluster's trust or credentials, for metrics servers.</summary>
    public static SocketsHttpHandler Bare(ApiClientOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new EnvironmentProxy(),
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = options.ConnectTimeout,
        MaxConnectionsPerServer = options.Connections,
        PooledConnectionLifetime = ConnectionLifetime,
        // What is left of an answer too large is not worth reading.
        MaxResponseDrainSize = 0,
        ActivityHeadersPropagator = null,
    };

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
