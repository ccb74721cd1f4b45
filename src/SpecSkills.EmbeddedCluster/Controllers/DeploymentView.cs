using SpecSkills.EmbeddedCluster.Resources;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>A Deployment's wishes, with the defaults and rounding that a rollout applies.</summary>
internal readonly record struct DeploymentView(StoredObject Stored)
{
    public Obj Spec => Stored.Spec;

    public Obj Status => Stored.Status;

    public long Replicas => Spec.Integer("replicas") ?? 1;

    public bool Paused => Spec.Flag("paused");

    public bool IsRolling => Spec.Object("strategy")?.Text("type") != "Recreate";

    public long MinReadySeconds => Spec.Integer("minReadySeconds") ?? 0;

    /// <summary>Null when the Deployment has no deadline; int32's largest value means none.</summary>
    public long? ProgressDeadlineSeconds =>
        Spec.Integer("progressDeadlineSeconds") is { } seconds and not int.MaxValue ? seconds : null;

    public long? RevisionHistoryLimit =>
        Spec.Integer("revisionHistoryLimit") is { } limit and not int.MaxValue ? limit : null;

    public long MaxSurge => IsRolling ? Fenceposts().Surge : 0;

    public long MaxUnavailable => !IsRolling || Replicas == 0 ? 0 : Math.Min(Fenceposts().Unavailable, Replicas);

    public long Generation => Stored.Metadata.Integer("generation") ?? 0;

    public Obj? Condition(string type) => Conditions.Find(Status.Array("conditions"), type);

    // Surge rounds up, unavailability down, and one of them must let the rollout move.
    private (long Surge, long Unavailable) Fenceposts()
    {
        var rolling = Spec.At("strategy", "rollingUpdate") as Obj;
        var surge = IntOrPercent.Scale(rolling?["maxSurge"], Replicas, roundUp: true);
        var unavailable = IntOrPercent.Scale(rolling?["maxUnavailable"], Replicas, roundUp: false);
        return (surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }
}
