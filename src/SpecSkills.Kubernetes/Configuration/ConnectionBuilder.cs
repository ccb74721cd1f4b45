using SpecSkills.Core.Primitives;

namespace SpecSkills.Kubernetes.Configuration;

/// <summary>Turns a cluster's and a user's mapping into a connection, or into problems.</summary>
internal static class ConnectionBuilder
{
    public static ClusterConnection? Build(string name, KubeconfigNode cluster, KubeconfigNode? user, string ns)
    {
        var before = cluster.Problems.Count;
        if (!KubernetesName.IsValid(ns))
            cluster.Problems.Add($"{cluster.File}: the context's namespace '{SafeText.Of(ns, 60)}' is no name; " +
                $"allowed are {KubernetesName.Allowed}; correct it or leave it out.");
        var server = Address(cluster, "server", ["https", "http"], required: true);
        var proxy = Address(cluster, "proxy-url", ["http", "https", "socks5"], required: false);
        var trust = TrustReader.Read(cluster);
        var certificate = user is null ? null : CertificateOf(user);
        var credential = user is null
            ? ClusterCredential.Anonymous.Instance
            : CredentialReader.Read(user, cluster, server, proxy);
        if (server is not null && server.Scheme == "http" && !server.IsLoopback
            && credential is not ClusterCredential.Anonymous)
            cluster.Report("server", "http to another machine, with a credential", "https",
                "the token would be readable on the way; use the API server's https address");
        return cluster.Problems.Count > before || server is null
            ? null
            : new ClusterConnection(name, server, ns)
            {
                Trust = trust,
                Credential = credential,
                Certificate = certificate,
                Proxy = proxy,
            };
    }

    private static Uri? Address(KubeconfigNode node, string key, string[] schemes, bool required)
    {
        var text = node.Text(key);
        var allowed = "an address beginning with " + string.Join(":// or ", schemes) +
            "://, without user, query or fragment";
        if (text is null)
        {
            if (required) node.Report(key, "nothing", allowed, "add the address of the API server");
            return null;
        }

        // kubectl takes a bare host:port for http; too many mean https by it to guess here.
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri.Host.Length > 0
            && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0)
            return uri;
        // What stands before an @ is a password; the text is not repeated.
        node.Report(key, text.Contains('@', StringComparison.Ordinal)
            ? "an address with a user"
            : $"'{SafeText.Of(text, 100)}'",
            allowed, "correct the address");
        return null;
    }

    private static ClientCertificate? CertificateOf(KubeconfigNode user)
    {
        var certificate = EmbeddedFile.Text(user, "client-certificate");
        var key = EmbeddedFile.Text(user, "client-key");
        if (certificate is null && key is null) return null;
        if (certificate is null || key is null)
        {
            var missing = certificate is null ? "client-certificate" : "client-key";
            if (!user.Has(missing) && !user.Has(missing + "-data"))
                user.Report(missing, "nothing", "a certificate and its key together", "add the other of the two");
            return null;
        }

        var pair = ClientCertificate.FromPem(certificate, key);
        if (pair is null)
            user.Report(user.Has("client-certificate-data") ? "client-certificate-data" : "client-certificate",
                "a certificate and a key that are not PEM or do not belong together",
                    "a PEM certificate with its own, " +
                "unencrypted PEM key", "fetch the credentials anew");
        return pair;
    }
}
