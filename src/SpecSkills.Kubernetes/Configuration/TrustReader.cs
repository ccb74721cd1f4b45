using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SpecSkills.Kubernetes.Configuration;

/// <summary>Reads whom a cluster's certificate must come from.</summary>
internal static class TrustReader
{
    public static ServerTrust Read(KubeconfigNode cluster)
    {
        var insecure = cluster.Flag("insecure-skip-tls-verify");
        var serverName = cluster.Text("tls-server-name");
        if (serverName is not null && Uri.CheckHostName(serverName) == UriHostNameType.Unknown)
            cluster.Report("tls-server-name", $"'{SafeText.Of(serverName, 60)}'", "a host name or an address",
                "write the name that stands in the server's certificate");
        var pem = EmbeddedFile.Text(cluster, "certificate-authority");
        if (pem is null) return new ServerTrust(null, serverName, insecure);
        if (insecure)
            cluster.Report("insecure-skip-tls-verify", "true beside a certificate-authority", "one of the two",
                "remove insecure-skip-tls-verify");
        var authorities = Authorities(pem);
        if (authorities is null)
            cluster.Report(
                cluster.Has("certificate-authority-data") ? "certificate-authority-data" : "certificate-authority",
                "no PEM certificate", "one or more PEM certificates", "fetch the cluster's authority anew");
        return new ServerTrust(authorities, serverName, insecure);
    }

    /// <summary>The certificates of a PEM text; null when there is none.</summary>
    public static X509Certificate2Collection? Authorities(string pem)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(pem);
            return authorities.Count > 0 ? authorities : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
