using System.Globalization;
using System.Text;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>Finds the ReplicaSet with a Deployment's present template and works out its annotations.</summary>
internal sealed class ReplicaSetRevisions(MachineContext context)
{
    public const string HashLabel = "pod-template-hash";

    private static readonly HashSet<string> NotCopied = new(StringComparer.Ordinal)
    {
        "kubectl.kubernetes.io/last-applied-configuration", "deprecated.deployment.rollback.to",
        ReplicaSetView.Revision, ReplicaSetView.RevisionHistory, ReplicaSetView.DesiredReplicas,
        ReplicaSetView.MaxReplicas,
    };

    /// <summary>The oldest ReplicaSet whose template is the Deployment's, apart from the hash label.</summary>
    public static ReplicaSetView? FindNewest(DeploymentView deployment, IEnumerable<ReplicaSetView> all)
    {
        var template = deployment.Spec["template"];
        foreach (var rs in all.OrderBy(rs => rs.Age))
            if (Equals(WithoutHash(rs.Stored.Spec.Object("template")), template))
                return rs;
        return null;
    }

    /// <summary>
    /// The annotations of the newest ReplicaSet: the Deployment's own, its revision and those it had before.
    /// </summary>
    public static Obj Annotations(DeploymentView deployment, Obj? present, long revision, bool exists)
    {
        var annotations = present ?? Obj.Empty;
        foreach (var (key, value) in deployment.Stored.Metadata.Object("annotations") ?? Obj.Empty)
            if (!NotCopied.Contains(key))
                annotations = annotations.With(key, value);
        var old = annotations.Text(ReplicaSetView.Revision);
        var oldNumber = long.TryParse(old, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        if (oldNumber < revision)
        {
            annotations = annotations.With(ReplicaSetView.Revision, revision.ToString(CultureInfo.InvariantCulture));
            if (old is not null)
                annotations = annotations.With(ReplicaSetView.RevisionHistory,
                    annotations.Text(ReplicaSetView.RevisionHistory) is { } history ? $"{history},{old}" : old);
        }
        return exists ? annotations : WithSize(annotations, deployment);
    }

    /// <summary>The annotations by which a later scaling knows how large the Deployment was.</summary>
    public static Obj WithSize(Obj annotations, DeploymentView deployment) => annotations
        .With(ReplicaSetView.DesiredReplicas, deployment.Replicas.ToString(CultureInfo.InvariantCulture))
        .With(ReplicaSetView.MaxReplicas,
            (deployment.Replicas + deployment.MaxSurge).ToString(CultureInfo.InvariantCulture));

    /// <summary>A ReplicaSet for the present template.</summary>
    public Obj Build(DeploymentView deployment, long replicas, long revision)
    {
        var stored = deployment.Stored;
        var template = deployment.Spec.Object("template")!;
        var hash = HashOf(template, deployment.Status.Integer("collisionCount"));
        var templateMetadata = template.Object("metadata") ?? Obj.Empty;
        var labels = (templateMetadata.Object("labels") ?? Obj.Empty).With(HashLabel, hash);
        var selector = deployment.Spec.Object("selector") ?? Obj.Empty;
        return Obj.Of(
            ("kind", "ReplicaSet"),
            ("apiVersion", "apps/v1"),
            ("metadata", Obj.Of(
                ("name", $"{stored.Name}-{hash}"),
                ("namespace", stored.Namespace),
                ("labels", labels),
                ("annotations", Sorted(Annotations(deployment, null, revision, exists: false))),
                ("ownerReferences", Arr.Of([OwnerReference(stored)])))),
            ("spec", Obj.Of(
                ("replicas", replicas),
                ("minReadySeconds", deployment.MinReadySeconds == 0 ? null : Num.Of(deployment.MinReadySeconds)),
                ("selector", selector.With(
                    "matchLabels", (selector.Object("matchLabels") ?? Obj.Empty).With(HashLabel, hash))),
                ("template", template.With(
                    "metadata", context.Catalog.Schema["ObjectMeta"].Set(templateMetadata, "labels", labels))))),
            ("status", Obj.Of(("replicas", 0))));
    }

    public static Obj OwnerReference(StoredObject owner) => Obj.Of(
        ("apiVersion", owner.Kind.ApiVersion), ("kind", owner.Kind.Kind), ("name", owner.Name), ("uid", owner.Uid),
        ("controller", true), ("blockOwnerDeletion", true));

    public static Obj Sorted(Obj map)
    {
        var pairs = map.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        return new Obj([.. pairs.Select(pair => pair.Key)], [.. pairs.Select(pair => pair.Value)]);
    }

    private static Obj? WithoutHash(Obj? template)
    {
        if (template?.At("metadata", "labels") is not Obj labels || labels[HashLabel] is null)
            return template;
        var rest = labels.With(HashLabel, null);
        return template.With(
            "metadata", template.Object("metadata")!.With("labels", rest.Count == 0 ? null : rest));
    }

    // FNV-1a over the template's JSON. A real hash is over Go's own dump of the struct, which this program cannot make.
    private static string HashOf(Obj template, long? collisions)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(ValueWriter.ToText(template) + collisions))
            hash = (hash ^ b) * 16777619u;
        return SeededSource.Encode(hash);
    }
}
