using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>Where a client gets the credential of each call from.</summary>
internal abstract class CredentialSource
{
    private static readonly CredentialReading Nothing = new CredentialReading.Had(null, null);

    public static CredentialSource For(ClusterCredential credential, TimeProvider clock) => credential switch
    {
        ClusterCredential.Anonymous => new Fixed(Nothing),
        ClusterCredential.Token token => new Fixed(new CredentialReading.Had(token.Value, null)),
        ClusterCredential.TokenFile file => new TokenFileSource(file.Path, clock),
        ClusterCredential.Exec exec => new ExecCredentialSource(exec.Command, clock),
        _ => throw new InvalidOperationException($"{credential.GetType().Name} is not listed here."),
    };

    public abstract Task<CredentialReading> ReadAsync(CancellationToken cancellation);

    /// <summary>The server did not accept the credential: forget it. False when there is no other to be had.</summary>
    public virtual bool Forget() => false;

    private sealed class Fixed(CredentialReading reading) : CredentialSource
    {
        public override Task<CredentialReading> ReadAsync(CancellationToken cancellation) => Task.FromResult(reading);
    }
}
