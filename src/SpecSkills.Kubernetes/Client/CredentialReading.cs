using System.Security.Cryptography.X509Certificates;

namespace SpecSkills.Kubernetes.Client;

/// <summary>A credential as had for one call.</summary>
internal abstract record CredentialReading
{
    private CredentialReading()
    {
    }

    /// <summary>Header token, certificate, both or neither.</summary>
    public sealed record Had(SecretText? Token, X509Certificate2? Certificate) : CredentialReading;

    /// <summary>None could be had; the text says why and what to do, without anything secret.</summary>
    public sealed record Failed(string Message) : CredentialReading;
}
