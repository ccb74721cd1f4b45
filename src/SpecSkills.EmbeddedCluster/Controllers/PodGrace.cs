using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>How long a pod is given to end.</summary>
internal static class PodGrace
{
    public const long DefaultSeconds = 30;

    /// <summary>Zero for a pod that never got a node or has already ended.</summary>
    public static long Of(StoredObject pod, long? asked = null) =>
        string.IsNullOrEmpty(pod.Spec.Text("nodeName")) || pod.Status.Text("phase") is "Succeeded" or "Failed"
            ? 0
            : asked ?? pod.Spec.Integer("terminationGracePeriodSeconds") ?? DefaultSeconds;
}
