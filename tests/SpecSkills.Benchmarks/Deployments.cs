using System.Text;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.Benchmarks;

/// <summary>Deployments as the shipped chart makes them.</summary>
internal static class Deployments
{
    public const string Path = "/apis/apps/v1/namespaces/default/deployments";

    public static void Create(ClusterMachine machine, string name, int replicas, DateTimeOffset now)
    {
        var manifest = $$$"""
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "{{{name}}}", "namespace": "default"},
             "spec": {"replicas": {{{replicas}}}, "minReadySeconds": 10, "progressDeadlineSeconds": 120,
              "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}},
              "selector": {"matchLabels": {"app": "{{{name}}}"}},
              "template": {"metadata": {"labels": {"app": "{{{name}}}"}}, "spec": {"containers": [{"name": "app",
               "image": "registry.example/{{{name}}}:1.0.0",
               "resources": {"requests": {"cpu": "50m", "memory": "128Mi"},
                             "limits": {"cpu": "200m", "memory": "512Mi"} } } ] } } } }
            """;
        Post(machine, manifest, now);
    }

    public static void Post(ClusterMachine machine, string manifest, DateTimeOffset now) =>
        Ask(machine, "POST", Path, MediaTypes.Json, manifest, now);

    public static int Scale(ClusterMachine machine, string name, int replicas, DateTimeOffset now) => Ask(
        machine, "PATCH", $"{Path}/{name}/scale", "application/merge-patch+json",
        $$$"""{"spec": {"replicas": {{{replicas}}}}}""", now);

    private static int Ask(
        ClusterMachine machine, string method, string path, string contentType, string body, DateTimeOffset now)
    {
        var answer = machine.Handle(new ApiRequest(method, path, [])
        {
            ContentType = contentType,
            UserAgent = "kubectl/1.33",
            Body = Encoding.UTF8.GetBytes(body),
        }, now);
        return answer.Status is 200 or 201
            ? answer.Status
            : throw new InvalidOperationException(Encoding.UTF8.GetString(answer.Body.Span));
    }
}
