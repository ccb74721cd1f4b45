using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SpecSkills.Tests.Kubernetes.Servers;

/// <summary>
/// A cluster of prepared answers: by method and path, in order, the last one for good. What was not prepared does not
/// exist, and unknown groups are answered as a real server does.
/// </summary>
internal sealed class ScriptedCluster : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<WireAnswer>> answers = new();
    private readonly WireServer server;

    public ScriptedCluster()
    {
        server = new WireServer(Answer);
        On("GET", "/api/v1/namespaces/kube-system", WireAnswer.Json(
            200, """{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"kube-system","uid":"system-uid"}}"""));
    }

    public Uri Address => server.Address;

    public IReadOnlyList<ReceivedRequest> Received => [.. server.Received];

    public IReadOnlyList<ReceivedRequest> Writes => [.. server.Received.Where(request => request.Method != "GET")];

    public ScriptedCluster On(string method, string path, params WireAnswer[] inOrder)
    {
        answers[$"{method} {path}"] = new ConcurrentQueue<WireAnswer>(inOrder);
        return this;
    }

    public ScriptedCluster OnList(string path, string kind, params JsonNode[] items) => On("GET", path, WireAnswer.Json(
        new JsonObject
        {
            ["kind"] = kind,
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["resourceVersion"] = "1" },
            ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
        }));

    /// <summary>A ReplicaSet in todo-pods that belongs to a Deployment.</summary>
    public ScriptedCluster OnSet(string name, string deploymentUid) => On(
        "GET", $"/apis/apps/v1/namespaces/todo-pods/replicasets/{name}", WireAnswer.Json(200, $$"""
            {"kind":"ReplicaSet","metadata":{"name":"{{name}}","namespace":"todo-pods","uid":"{{name}}-uid",
             "ownerReferences":[{"kind":"Deployment","name":"evict","uid":"{{deploymentUid}}","controller":true}]} }
            """));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private WireAnswer Answer(ReceivedRequest request)
    {
        if (!answers.TryGetValue($"{request.Method} {request.Path}", out var queue))
            return WireAnswer.Text(404, "text/plain; charset=utf-8", "404 page not found\n");
        return (queue.Count > 1 && queue.TryDequeue(out var next)) || queue.TryPeek(out next)
            ? next
            : throw new InvalidOperationException("No answer was prepared.");
    }
}
