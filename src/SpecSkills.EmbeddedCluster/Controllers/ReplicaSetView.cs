using System.Globalization;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>The numbers of a ReplicaSet that decide a rollout.</summary>
internal readonly record struct ReplicaSetView(StoredObject Stored)
{
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    public string Name => Stored.Name;

    public long Replicas => Stored.Spec.Integer("replicas") ?? 1;

    public long StatusReplicas => Stored.Status.Integer("replicas") ?? 0;

    public long Ready => Stored.Status.Integer("readyReplicas") ?? 0;

    public long Available => Stored.Status.Integer("availableReplicas") ?? 0;

    public long Terminating => Stored.Status.Integer("terminatingReplicas") ?? 0;

    public string? Annotation(string name) => Stored.Metadata.Object("annotations")?.Text(name);

    public long? Number(string annotation) =>
        long.TryParse(Annotation(annotation), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    public long RevisionNumber => Number(Revision) ?? 0;

    // Two made in the same second are told apart by revision, where the real controller takes either.
    public (string, long, string) Age => (
        Stored.Metadata.Text("creationTimestamp") ?? Times.Seconds(DateTimeOffset.MinValue), RevisionNumber, Name);
}
