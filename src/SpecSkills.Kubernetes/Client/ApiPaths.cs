using SpecSkills.Core.Primitives;

namespace SpecSkills.Kubernetes.Client;

/// <summary>Paths of the API, made of checked names only: a name with a slash would be another request.</summary>
internal static class ApiPaths
{
    public const string SystemNamespace = "/api/v1/namespaces/kube-system";

    public static string Deployment(string ns, string name) =>
        $"/apis/apps/v1/namespaces/{Checked(ns)}/deployments/{Checked(name)}";

    public static string Scale(string ns, string name) => Deployment(ns, name) + "/scale";

    public static string ReplicaSets(string ns) => $"/apis/apps/v1/namespaces/{Checked(ns)}/replicasets";

    public static string ReplicaSet(string ns, string name) => $"{ReplicaSets(ns)}/{Checked(name)}";

    public static string Pods(string ns) => $"/api/v1/namespaces/{Checked(ns)}/pods";

    public static string Pod(string ns, string name) => $"{Pods(ns)}/{Checked(name)}";

    public static string Eviction(string ns, string pod) => Pod(ns, pod) + "/eviction";

    public static string PodMetrics(string ns) => $"/apis/metrics.k8s.io/v1beta1/namespaces/{Checked(ns)}/pods";

    public static string HorizontalPodAutoscalers(string ns) =>
        $"/apis/autoscaling/v2/namespaces/{Checked(ns)}/horizontalpodautoscalers";

    public static string ScaledObjects(string ns) => $"/apis/keda.sh/v1alpha1/namespaces/{Checked(ns)}/scaledobjects";

    public static string VerticalPodAutoscalers(string ns) =>
        $"/apis/autoscaling.k8s.io/v1/namespaces/{Checked(ns)}/verticalpodautoscalers";

    public static string DisruptionBudgets(string ns) =>
        $"/apis/policy/v1/namespaces/{Checked(ns)}/poddisruptionbudgets";

    private static string Checked(string name) => KubernetesName.IsValid(name)
        && !name.Contains("..", StringComparison.Ordinal)
        ? name
        : throw new ArgumentException($"'{SafeText.Of(name, 60)}' is no Kubernetes name ({KubernetesName.Allowed}).");
}
