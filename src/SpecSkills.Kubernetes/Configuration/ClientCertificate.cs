using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SpecSkills.Kubernetes.Configuration;

/// <summary>A client certificate with its key and the intermediates that came with it. Never prints its key.</summary>
public sealed class ClientCertificate
{
    private ClientCertificate(X509Certificate2 leaf, X509Certificate2Collection chain)
    {
        Leaf = leaf;
        Chain = chain;
    }

    /// <summary>The certificate, with its private key.</summary>
    public X509Certificate2 Leaf { get; }

    /// <summary>Everything in the file, sent along as intermediates.</summary>
    public X509Certificate2Collection Chain { get; }

    /// <summary>From PEM texts; null when they are none or do not belong together.</summary>
    public static ClientCertificate? FromPem(string certificate, string key)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate);
            using var ephemeral = X509Certificate2.CreateFromPem(certificate, key);
            // SChannel takes no ephemeral key; a round trip through PKCS #12 gives it one it does.
            return new ClientCertificate(
                X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null), chain);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "client certificate (hidden)";
}
