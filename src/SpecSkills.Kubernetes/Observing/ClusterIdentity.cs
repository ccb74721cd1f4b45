using System.Text.Json;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Primitives;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>
/// Who the cluster is. The kubeconfig's name alone could point elsewhere tomorrow; the uid of kube-system is made once
/// in a cluster's life. Where it may not be read, the server's address stands in for it.
/// </summary>
public sealed class ClusterIdentity(ApiClient client, bool isEmbedded)
{
    /// <summary>The identity of the embedded cluster, however often it is started anew.</summary>
    public const string Embedded = "embedded";

    /// <summary>The namespace every cluster has, and has but once in its life.</summary>
    private const string SystemNamespace = "kube-system";

    private volatile string? known;

    /// <summary>The identity; asked once, since a cluster does not change its own.</summary>
    public async Task<ClusterReading<string>> ReadAsync(CancellationToken cancellation)
    {
        if (isEmbedded) return new ClusterReading<string>.Read(Embedded);
        if (known is { } identity) return new ClusterReading<string>.Read(identity);
        var answer = await client.GetNamespaceAsync(SystemNamespace, cancellation);
        switch (answer)
        {
            case ApiAnswer<JsonElement>.Answered answered when answered.Body.TextAt("metadata", "uid")
                is { Length: > 0 and <= 64 } uid:
                return Known(SafeText.Of(uid, 64));
            case ApiAnswer<JsonElement>.Failed { Error.Kind: ApiErrorKind.Forbidden }:
                return Known(ContentDigest.OfText(client.Connection.Server.ToString()));
            case ApiAnswer<JsonElement>.Failed failed:
                return ReadFailures.Of<string>(failed.Error, "the cluster's identity", client.Connection.Server);
            default:
                return new ClusterReading<string>.Failed(
                    ClusterFailure.Malformed, "The namespace kube-system has no uid. Is this a Kubernetes API server?");
        }
    }

    private ClusterReading<string>.Read Known(string mark)
    {
        known = $"{SafeText.Of(client.Connection.ClusterName, 100)}/{mark}";
        return new ClusterReading<string>.Read(known);
    }
}
