using System.Text.Json;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Objects;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>
/// A Deployment with what it owns, as answered: ReplicaSets by revision, and pods not on their way out.
/// </summary>
internal sealed class Workload
{
    private readonly Dictionary<string, string> revisionByReplicaSet = new(StringComparer.Ordinal);

    /// <param name="deployment">The Deployment.</param>
    /// <param name="replicaSets">ReplicaSets its selector finds, with any owner.</param>
    /// <param name="pods">Pods its selector finds, with any owner.</param>
    public Workload(JsonElement deployment, IEnumerable<JsonElement> replicaSets, IEnumerable<JsonElement> pods)
    {
        Deployment = deployment;
        var uid = deployment.TextAt("metadata", "uid");
        ReplicaSets =
        [
            .. replicaSets.Where(set => uid is not null && PodOwnership.ControllerUid(set, "Deployment") == uid)
                .OrderBy(set => RevisionNumber(DeploymentFields.Revision(set)))
                .ThenBy(set => set.TextAt("metadata", "name"), StringComparer.Ordinal),
        ];
        foreach (var set in ReplicaSets)
            if (set.TextAt("metadata", "uid") is { } setUid)
                revisionByReplicaSet[setUid] = DeploymentFields.Revision(set) ?? "";
        Pods =
        [
            .. pods.Where(pod => PodOwnership.ControllerUid(pod, "ReplicaSet") is { } owner
                    && revisionByReplicaSet.ContainsKey(owner) && !PodOwnership.IsTerminating(pod))
                .OrderBy(pod => pod.TextAt("metadata", "name"), StringComparer.Ordinal),
        ];
    }

    public JsonElement Deployment { get; }

    public IReadOnlyList<JsonElement> ReplicaSets { get; }

    public IReadOnlyList<JsonElement> Pods { get; }

    /// <summary>The revision a pod belongs to.</summary>
    public string? RevisionOf(JsonElement pod) =>
        PodOwnership.ControllerUid(pod, "ReplicaSet") is { } owner
            && revisionByReplicaSet.TryGetValue(owner, out var revision) && revision.Length > 0
            ? revision
            : null;

    private static long RevisionNumber(string? revision) => long.TryParse(revision, out var number) ? number : -1;
}
