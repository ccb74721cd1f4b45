namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>A read-only look at the workloads, for parts that derive load, usage and metrics from them.</summary>
public interface IClusterView
{
    /// <summary>spec.replicas of a Deployment, or null when there is none of that name.</summary>
    int? DesiredReplicas(string ns, string deployment);

    /// <summary>The pods of a Deployment, terminating ones too, in order of name.</summary>
    IReadOnlyList<PodView> PodsOf(string ns, string deployment);

    /// <summary>One pod, or null.</summary>
    PodView? Pod(string ns, string name);
}
