using System.Security.Cryptography.X509Certificates;

namespace SpecSkills.Kubernetes.Configuration;

/// <summary>Whom a server's certificate must come from and what it must be called.</summary>
/// <param name="Authorities">The only roots trusted; null for the machine's own.</param>
/// <param name="ServerName">Name the certificate must carry in place of the address' host.</param>
/// <param name="Insecure">No check at all: the file says <c>insecure-skip-tls-verify</c>.</param>
public sealed record ServerTrust(
    X509Certificate2Collection? Authorities, string? ServerName = null, bool Insecure = false)
{
    /// <summary>The machine's own roots and the address' host.</summary>
    public static readonly ServerTrust System = new((X509Certificate2Collection?)null);
}
