using System.Text.Json;
using SpecSkills.Core.Primitives;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Objects;

/// <summary>Tells whether a pod belongs to one Deployment, asking for each ReplicaSet between them once.</summary>
internal sealed class ReplicaSetOwners(ApiClient client, string ns, string deploymentUid)
{
    private readonly Dictionary<string, bool> known = new(StringComparer.Ordinal);

    /// <summary>True when the chain of controllers leads there. What cannot be read does not.</summary>
    public async Task<bool> OwnAsync(JsonElement pod, CancellationToken cancellation)
    {
        if (PodOwnership.Controller(pod, "ReplicaSet") is not { } reference
            || reference.TextAt("uid") is not { } uid || reference.TextAt("name") is not { } name
            || !KubernetesName.IsValid(name))
            return false;
        if (known.TryGetValue(uid, out var owned)) return owned;
        var answer = await client.GetAsync(ApiResource.ReplicaSets, ns, name, cancellation, uid);
        return known[uid] = answer is ApiAnswer<JsonElement>.Answered { Body: var set }
            && PodOwnership.ControllerUid(set, "Deployment") == deploymentUid;
    }
}
