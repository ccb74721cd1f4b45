using SpecSkills.Core.Primitives;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// A namespaced resource. All are read as raw JSON: the official client's models drop fields they do not know, read
/// quantities without a bound, and cost a program that starts more than the rest of the reading.
/// </summary>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Version">Version of the group.</param>
/// <param name="Plural">As in the path.</param>
/// <param name="Kind">As in an object.</param>
public sealed record ApiResource(string Group, string Version, string Plural, string Kind)
{
    /// <summary>Deployments.</summary>
    public static readonly ApiResource Deployments = new("apps", "v1", "deployments", "Deployment");

    /// <summary>ReplicaSets.</summary>
    public static readonly ApiResource ReplicaSets = new("apps", "v1", "replicasets", "ReplicaSet");

    /// <summary>Pods.</summary>
    public static readonly ApiResource Pods = new("", "v1", "pods", "Pod");

    /// <summary>HorizontalPodAutoscalers.</summary>
    public static readonly ApiResource HorizontalPodAutoscalers =
        new("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler");

    /// <summary>PodDisruptionBudgets.</summary>
    public static readonly ApiResource DisruptionBudgets =
        new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget");

    /// <summary>What the metrics server knows of pods.</summary>
    public static readonly ApiResource PodMetrics = new("metrics.k8s.io", "v1beta1", "pods", "PodMetrics");

    /// <summary>KEDA's ScaledObjects.</summary>
    public static readonly ApiResource ScaledObjects = new("keda.sh", "v1alpha1", "scaledobjects", "ScaledObject");

    /// <summary>VerticalPodAutoscalers.</summary>
    public static readonly ApiResource VerticalPodAutoscalers =
        new("autoscaling.k8s.io", "v1", "verticalpodautoscalers", "VerticalPodAutoscaler");

    private static readonly ApiResource[] Optional = [PodMetrics, ScaledObjects, VerticalPodAutoscalers];

    /// <summary>True for what is only nice to have: its absence is answered at once, and not asked for again.</summary>
    internal static bool IsOptional(Uri address) => Array.Exists(
        Optional, each => address.AbsolutePath.Contains($"/apis/{each.Group}/", StringComparison.Ordinal));

    /// <summary>
    /// A name that may stand in a path: with a slash in it, it would be another request, and the official client
    /// escapes nothing.
    /// </summary>
    internal static string Checked(string name) => KubernetesName.IsValid(name)
        && !name.Contains("..", StringComparison.Ordinal)
        ? name
        : throw new ArgumentException($"'{SafeText.Of(name, 60)}' is no Kubernetes name ({KubernetesName.Allowed}).");
}
