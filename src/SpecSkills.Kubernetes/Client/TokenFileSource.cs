using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>A token in a file that is renewed under us, as a projected service account token is.</summary>
internal sealed class TokenFileSource(string path, TimeProvider clock) : CredentialSource
{
    /// <summary>client-go's period: tokens are renewed long before they end.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private SecretText? token;
    private DateTimeOffset readAt;

    public override Task<CredentialReading> ReadAsync(CancellationToken cancellation)
    {
        lock (turn)
        {
            var now = clock.GetUtcNow();
            if (token is not null && now - readAt < Period && now >= readAt)
                return Task.FromResult<CredentialReading>(new CredentialReading.Had(token, null));
            switch (SecretFile.ReadToken(path))
            {
                case { } fresh:
                    (token, readAt) = (fresh, now);
                    break;
                // A renewal is a moment without a file; the token read before is good until the server says otherwise.
                case null when token is null:
                    return Task.FromResult<CredentialReading>(new CredentialReading.Failed(
                        $"The token file {path} cannot be read or holds no token of one line. Renew it, or name " +
                        "another user in the kubeconfig."));
            }

            return Task.FromResult<CredentialReading>(new CredentialReading.Had(token, null));
        }
    }

    public override bool Forget()
    {
        lock (turn)
        {
            token = null;
            return true;
        }
    }
}
