using System.Text.Json.Nodes;

namespace SpecSkills.Tests.Kubernetes.Servers;

/// <summary>
/// A small Deployment with its ReplicaSet, the pods a test gives it, and a stranger its selector finds too.
/// </summary>
internal static class ScriptedWorkload
{
    public static ScriptedCluster Of(params JsonNode[] pods) => new ScriptedCluster()
        .On("GET", "/apis/apps/v1/namespaces/default/deployments/todo-frontend", WireAnswer.Json(200, """
            {"kind":"Deployment","metadata":{"name":"todo-frontend","namespace":"default","uid":"deployment-uid",
              "resourceVersion":"5","generation":1,"annotations":{"deployment.kubernetes.io/revision":"1"}},
             "spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},
              "template":{"metadata":{"labels":{"app":"web"}},
              "spec":{"containers":[{"name":"app","image":"web:1"}]}}},
             "status":{"observedGeneration":1,"replicas":3,"updatedReplicas":3,"readyReplicas":2,"availableReplicas":2}}
            """))
        .OnList("/apis/apps/v1/namespaces/default/replicasets", "ReplicaSetList", JsonNode.Parse("""
            {"metadata":{"name":"set","uid":"set-uid","annotations":{"deployment.kubernetes.io/revision":"1"},
             "ownerReferences":[{"kind":"Deployment","uid":"deployment-uid","controller":true}]}}
            """)!)
        .OnList("/api/v1/namespaces/default/pods", "PodList",
            [.. pods, JsonNode.Parse("""
            {"metadata":{"name":"z-stranger","ownerReferences":[{"kind":"ReplicaSet","uid":"other","controller":true}]}}
            """)!]);

    public static JsonNode Pod(string name, bool ready, bool terminating = false)
    {
        var pod = JsonNode.Parse($$"""
            {"metadata":{"name":"{{name}}","creationTimestamp":"2026-11-22T09:59:00Z",
              "ownerReferences":[{"kind":"ReplicaSet","uid":"set-uid","controller":true}]},
             "spec":{"containers":[{"name":"app","resources":{"requests":{"cpu":"0.05","memory":"128Mi"} } }]},
             "status":{"phase":"Running","conditions":[{"type":"Ready","status":"{{(ready ? "True" : "False")}}"}]} }
            """)!;
        if (terminating) pod["metadata"]!["deletionTimestamp"] = "2026-11-22T10:00:00Z";
        return pod;
    }

    public static JsonNode Metrics(string pod, string cpu, string memory, string at) => JsonNode.Parse($$"""
        {"metadata":{"name":"{{pod}}"},"timestamp":"{{at}}",
         "containers":[{"name":"app","usage":{"cpu":"{{cpu}}","memory":"{{memory}}"} }]}
        """)!;
}
