using System.Text.Json;
using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>Credentials from an exec program, kept until shortly before they end.</summary>
internal sealed class ExecCredentialSource(ExecCommand command, TimeProvider clock) : CredentialSource, IDisposable
{
    /// <summary>A credential that ends while a request is under way is of no use.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile Kept? kept;

    public override async Task<CredentialReading> ReadAsync(CancellationToken cancellation)
    {
        if (Valid() is { } valid) return valid;
        await turn.WaitAsync(cancellation);
        try
        {
            // A caller that waited uses what the caller before it got: the program runs once.
            if (Valid() is { } meanwhile) return meanwhile;
            return await ExecProgram.RunAsync(command, cancellation) switch
            {
                ExecOutput.Ended ended => Keep(ended.Output),
                ExecOutput.Failed failed => new CredentialReading.Failed(failed.Message),
                _ => throw new InvalidOperationException("An output that is not listed here."),
            };
        }
        finally
        {
            turn.Release();
        }
    }

    public override bool Forget()
    {
        kept = null;
        return true;
    }

    public void Dispose() => turn.Dispose();

    private CredentialReading.Had? Valid() =>
        kept is { } held && (held.Until is null || clock.GetUtcNow() < held.Until - Margin) ? held.Credential : null;

    /// <summary>
    /// A sample: {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token":
    /// "..."}}.
    /// </summary>
    private CredentialReading Keep(byte[] output)
    {
        JsonElement answer;
        try
        {
            using var document = JsonDocument.Parse(output);
            answer = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return Refused("did not print one JSON document");
        }

        if (answer.TextAt("kind") != "ExecCredential") return Refused("did not print an ExecCredential");
        if (answer.TextAt("apiVersion") is var version && version != command.ApiVersion)
            return Refused($"speaks {SafeText.Of(version, 60)}, while the kubeconfig says {command.ApiVersion}");
        if (answer.At("status", "expirationTimestamp") is not null
            && answer.TimeAt("status", "expirationTimestamp") is null)
            return Refused("printed an expirationTimestamp that is no RFC 3339 time");
        if (ReadCredential(answer) is not { } credential)
            return Refused("printed neither a token of one line nor a certificate with its key");
        kept = new Kept(credential, answer.TimeAt("status", "expirationTimestamp"));
        return credential;
    }

    private static CredentialReading.Had? ReadCredential(JsonElement answer)
    {
        var token = answer.TextAt("status", "token");
        if (token is not null && !SecretFile.IsToken(token)) return null;
        var certificate = answer.TextAt("status", "clientCertificateData");
        var key = answer.TextAt("status", "clientKeyData");
        if (certificate is null != key is null) return null;
        var pair = certificate is null ? null : ClientCertificate.FromPem(certificate, key!);
        if (certificate is not null && pair is null) return null;
        return token is null && pair is null
            ? null
            : new CredentialReading.Had(token is null ? null : new SecretText(token), pair?.Leaf);
    }

    private CredentialReading.Failed Refused(string what) => new(
        $"The kubeconfig's exec program '{SafeText.Of(command.Command, 120)}' {what}. Run it by hand to see what it " +
        "says.");

    private sealed record Kept(CredentialReading.Had Credential, DateTimeOffset? Until);
}
