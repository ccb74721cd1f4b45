using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SpecSkills.Tests.Kubernetes.Servers;

/// <summary>An authority made for one test, with what it issues.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private readonly X509Certificate2 authority;

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        authority = request.CreateSelfSigned(From, From.AddDays(30));
    }

    public X509Certificate2 Authority => authority;

    public string AuthorityPem => authority.ExportCertificatePem();

    public X509Certificate2 Server(string name)
    {
        var (certificate, key) = Issue(name, "1.3.6.1.5.5.7.3.1");
        using (certificate)
        using (key)
        using (var pair = certificate.CopyWithPrivateKey(key))
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }

    public (string Certificate, string Key) Client(string name)
    {
        var (certificate, key) = Issue(name, "1.3.6.1.5.5.7.3.2");
        using (certificate)
        using (key)
            return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => authority.Dispose();

    private (X509Certificate2 Certificate, ECDsa Key) Issue(string name, string purpose)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var serial = RandomNumberGenerator.GetBytes(8);
        return (request.Create(authority, From, From.AddDays(20), serial), key);
    }
}
