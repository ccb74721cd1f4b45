namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>Where metrics.k8s.io gets its numbers: what a pod's containers use.</summary>
public interface IUsageSource
{
    /// <summary>
    /// The newest sample of a pod, or null when there is none (the pod is then absent from lists, 404 by name).
    /// </summary>
    PodUsage? Sample(PodView pod, DateTimeOffset now);
}
