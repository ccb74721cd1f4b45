using System.Text.Json.Nodes;
using SpecSkills.EmbeddedCluster;

namespace SpecSkills.Tests.EmbeddedCluster.Recordings;

/// <summary>For each compared recording, the state it begins in and what happens between its exchanges.</summary>
internal static partial class RecordingSetups
{
    private const string Ns = "todo-scale";
    private const string Name = "todo-frontend";

    // The prose in a table is the server's own.
    private const string Descriptions = @"^\.columnDefinitions\[\d+\]\.description$";

    // Of pods: the values the fake kubelet made up, and the service account's volume, which is not mounted here.
    private static readonly string[] PodImitations =
    [
        @"\.managedFields", @"\.spec\.volumes$", @"\.volumeMounts$", @"\.status\.(hostIP|podIP)s?", @"\.startTime$",
        @"\.containerStatuses\[\d+\]\.(imageID|containerID|restartCount|lastState|started)",
        @"\.containerStatuses\[\d+\]\.state\.(waiting\.message|terminated|running)",
        @"\.status\.conditions\[\d+\]\.(message|observedGeneration)$", @"\.status\.observedGeneration$",
    ];

    private static readonly Dictionary<string, Func<RecordingReplay,
        RecordingReplay>> Steps = new(StringComparer.Ordinal)
        {
            ["api-versions"] = r => r.Ignore("serverAddress"),
            ["version"] = r => r.Ignore(@"^\.(gitVersion|gitCommit|goVersion|compiler|buildDate|gitTreeState)$"),
            ["health-endpoints"] = r => r.SkipExchanges(3),
            ["discovery-unknown-group"] = r => r,
            ["metrics-apiservice-missing"] = r => r.SkipExchanges(2),
            ["namespace-missing"] = r => r,
            ["audit-id-header"] = r => Settled(r.Namespace("todo-rbac"), 3, ns: "todo-rbac"),
            ["content-type-missing"] = r => r.Namespace("todo-extra").Deployment("todo-extra", "todo-slow").Wait(6),

            ["deployment-not-found"] = r => r.Namespace("todo"),
            ["deployment-create-get-list"] = r => r.Namespace("todo").WaitBefore(3, 6),
            ["deployment-create-already-exists"] = Todo,
            ["deployment-create-invalid"] = Todo,
            ["deployment-defaults"] = Todo,
            ["deployment-deprecated-warning"] = Todo,
            ["deployment-malformed-requests"] = Todo,
            ["deployment-quantities-normalised"] = Todo,
            ["deployment-unknown-field-strict"] = r => Todo(r).SkipExchanges(3),
            ["deployment-unknown-field-warn"] = Todo,
            ["deployment-partial-object-metadata"] = r => Todo(r).Ignore(Descriptions, @"cells\[4\]$"),
            ["deployment-put-stale-resource-version"] = r => PutStale(r),
            ["deployment-delete"] = r => Settled(r.Namespace("todo"), 1, ns: "todo", name: "todo-mailer"),
            ["deployment-delete-foreground"] = r =>
                r.Namespace("todo").Deployment("todo", "todo-cache").Wait(1.8).WaitBefore(2, r.Is36 ? 0.03 : 0),
            ["deployment-list-limit-continue"] = Listed,
            ["deployment-list-label-selector"] = r => Listed(r).SkipExchanges(7),
            ["merge-patch-replaces-list"] = r => PatchedTwice(r).Ignore(@"^\.status\.", "f:status", "revision$"),
            ["strategic-merge-patch"] = r => r.Namespace("todo-apply")
                .Deployment("todo-apply", "todo-patched", change: body => BeforePatch(r, body)).Wait(6),
            ["json-patch-test"] = r => PatchedTwice(r).WaitBefore(4, r.Is36 ? 0 : 0.03)
                // The recorder caught the controller between two writes that are one step here.
                .Ignore(@"^\.status\.", "f:status"),

            ["scale-get"] = r => Scaled(r, 2),
            ["scale-unknown-deployment"] = r => r.Namespace(Ns),
            ["scale-patch-dry-run"] = r => Scaled(r, 2),
            ["scale-patch-field-manager-specskills"] = SettledBetweenWrites,
            ["scale-patch-invalid-values"] = r => Scaled(r, 2),
            ["scale-patch-same-value"] = r => Scaled(r, 2, "gitops"),
            ["scale-patch-right-resource-version"] = r => Scaled(r, 2),
            ["scale-patch-stale-resource-version"] = r => Scaled(r, 3),
            ["scale-patch-stale-after-status-only"] = r => Scaled(r, 3).WaitBefore(2, 6),
            ["scale-patch-precondition-variants"] = Preconditions,
            ["scale-patch-replicas-null"] = r => Scaled(r, 0).Scale(Ns, Name, 2, "gitops").Wait(r.Is36 ? 12 : 1.8),
            ["scale-patch-to-zero"] = r => Scaled(r, 2).WaitBefore(3, 6),
            ["scale-json-patch-at-zero"] = r => Scaled(r, 0),
            ["scale-put"] = r => Scaled(r, 2).BindVersion(Ns, Name, 1),
            ["scale-put-replicas-omitted"] =
                r => Scaled(r, 2).BindVersion(Ns, Name, 1).WaitBefore(2, r.Is36 ? 0 : 0.03),
            ["scale-put-stale-resource-version"] = r => Scaled(r, 3),
            ["scale-put-without-resource-version"] = r => Scaled(r, 3),
            ["scale-from-zero-ownership-lost"] = r => Settled(r.Namespace(Ns), 2, name: "todo-zero")
                .WaitBefore(3, r.Is36 ? 0 : 0.03),
            ["generation-vs-resource-version"] = r => Scaled(r, 3, "kubectl"),

            ["deployment-right-after-scale"] = r => Scaled(r, 2, "gitops"),
            ["deployment-mid-scale"] = r => Scaled(r, 2).Scale(Ns, Name, 3, "specskills").Wait(0.5),
            ["deployment-settled-after-scale"] = r => Scaled(r, 3),
            ["deployment-scale-down"] = r => Scaled(r, 4, minReady: 5).WaitBefore(2, r.Is36 ? 0.03 : 0.5)
                .WaitBefore(3, r.Is36 ? 0.05 : 0).WaitBefore(4, 12).Ignore(PodImitations[1..])
                .Ignore(@"^\.items\[\d+\]\.metadata\.managedFields"),
            ["deployment-scale-up-min-ready-seconds"] =
                r => Scaled(r, 3, minReady: 5).WaitBefore(2, 2).WaitBefore(3, 10),
            ["deployment-scale-down-slow-termination"] = r =>
                Settled(r.Namespace("todo-extra"), 3, ns: "todo-extra", name: "todo-slow")
                .WaitBefore(2, 1.5).WaitBefore(5, 10).Ignore(PodImitations[1..])
                    .Ignore(@"^\.items\[\d+\]\.metadata\.managedFields"),

            ["kubectl-scale-by-person"] = r => Scaled(r, 2).WaitBefore(3, r.Is36 ? 0.2 : 0.05),
            ["kubectl-scale-current-replicas"] = r => Scaled(r, 2, "kubectl"),
            ["kubectl-scale-resource-version"] = r => Scaled(r, 3, "kubectl"),
            ["kubectl-scale-resource-version-stale"] = r => Scaled(r, 2, "kubectl"),

            ["watch-no-resource-version"] = SeenAndLabelled,
            ["watch-send-initial-events"] = SeenAndLabelled,
            ["resource-version-invalid"] = r => Scaled(r, 2),
            ["resource-version-too-large"] = r => Scaled(r, 2),
            ["lease-create-update-stale"] = r => r.Namespace("todo-pods").Ignore(@"\.spec\.renewTime$"),
            ["event-create"] = r => r.Namespace("todo-pods"),

            ["rollout-progress-deadline-exceeded"] = r => SecondRevision(r)
                .WaitBefore(3, 2).WaitBefore(5, 8).SkipExchanges(r.Is36 ? [3, 6] : [6]).Ignore(PodImitations),
            ["replicasets-list-revisions"] = Stuck,
            ["rollback-restore-template"] = r =>
                Stuck(r).BindVersionTest(r.Recording.Exchanges[1]!["request"]!).WaitBefore(4, 12),
            ["kubectl-rollout-undo"] = r => Fifth(r).SkipExchanges(5),
            ["kubectl-rollout-history"] = r => Fifth(r).After("kubectl-rollout-undo"),
            ["paused-deployment-rollback"] = r => Fifth(r).After("kubectl-rollout-undo")
                .WaitBefore(2, r.Is36 ? 0 : 0.03).WaitBefore(3, 1).WaitBefore(7, 12).WaitBefore(9, 12),
            ["rollout-restart-patch"] = r => PatchedTwice(r).After("json-patch-test").WaitBefore(3, 12),
            ["kubectl-rollout-restart"] = r => PatchedTwice(r).After("json-patch-test").After("rollout-restart-patch"),
            ["pod-delete-uid-precondition"] = r => Evictable(r, budget: false).WaitBefore(2, 12).SkipExchanges(3),
            ["watch-label-leaves-selector"] = LeavesSelector,
            ["watch-deployment-over-scale"] = Watched,

            ["pods-container-creating"] = r => Pod(r, "starting"),
            ["pods-crashloopbackoff"] = r => Pod(r, "crashing"),
            ["pods-image-pull-back-off"] = r => Pod(r, "badimage"),
            ["pods-not-ready"] = r => Pod(r, "notready"),
            ["pods-pending-unschedulable"] = r => Pod(r, "huge"),
            ["eviction-created"] = r => Evictable(r, budget: false),
            ["eviction-precondition"] = r => Evictable(r, budget: true),
            ["eviction-refused-by-pdb"] = r => Evictable(r, budget: true),
            ["pod-delete-uid-mismatch"] = r => Evictable(r, budget: false),
        };

    public static IEnumerable<string> Scenarios => Steps.Keys;

    public static RecordingReplay Prepare(Recording recording) => Steps[recording.Scenario](new RecordingReplay(
        recording, new ClusterOptions
        {
            StartTime = default,
            NodeName = "fake-node-1",
            PodBehaviour = new RecordedPodBehaviour(),
        }));

    private static RecordingReplay Todo(RecordingReplay r) =>
        r.Namespace("todo").Deployment("todo", Name, 2).Wait(6);

    private static RecordingReplay Settled(
        RecordingReplay r, int replicas, string ns = Ns, string name = Name, int minReady = 1)
    {
        var source = name is "todo-slow" or "todo-zero" ? (ns, name) : (Ns, Name);
        return r.Deployment(source.Item1, source.Item2, replicas, change: body =>
        {
            body["metadata"]!["namespace"] = ns;
            body["metadata"]!["name"] = name;
            body["metadata"]!["labels"]!.AsObject().Remove("tier");
            body["spec"]!["minReadySeconds"] = name == Name ? minReady : body["spec"]!["minReadySeconds"]?.DeepClone();
        }, ns: ns).Wait(12);
    }

    // Settled at a size that a manager last set through the scale subresource.
    private static RecordingReplay Scaled(RecordingReplay r, int replicas, string manager = "specskills",
        int minReady = 1)
    {
        Settled(r.Namespace(Ns), replicas + 1, minReady: minReady).Comparer.StaleVersion = r.VersionOf(Ns, Name);
        return r.Scale(Ns, Name, replicas, manager).Wait(12);
    }

    private static RecordingReplay SettledBetweenWrites(RecordingReplay r)
    {
        r.Agents[6] = "todo-client/1.0";
        return Scaled(r, 2).WaitBefore(4, r.Is36 ? 0 : 0.03);
    }

    private static RecordingReplay Preconditions(RecordingReplay r)
    {
        Scaled(r, 4);
        return r.BindVersion(Ns, Name, 2).BindUid(Ns, Name);
    }

    private static RecordingReplay PatchedTwice(RecordingReplay r) => r.Namespace("todo-apply")
        .Deployment("todo-apply", "todo-patched", change: body => BeforePatch(r, body)).Wait(6)
            .After("strategic-merge-patch", 0.03);

    private static RecordingReplay PutStale(RecordingReplay r) => r.Namespace("todo")
        .Deployment("todo", "todo-api", change: body => body["spec"]!["revisionHistoryLimit"] = 3).Wait(1.8)
        .Patch("/apis/apps/v1/namespaces/todo/deployments/todo-api", "gitops",
            JsonNode.Parse("""{"spec":{"revisionHistoryLimit":4}}""")!)
        .Wait(r.Is36 ? 0 : 0.03).BindUid("todo", "todo-api");

    private static RecordingReplay Listed(RecordingReplay r)
    {
        r.Namespace("todo").Deployment("todo", Name, 2);
        foreach (var name in (string[])["todo-api", "todo-cache", "todo-mailer", "todo-worker"])
            r.Deployment("todo", name);
        return r.Wait(12).Ignore(@"\.status", @"\.managedFields\[\d+\]\.fieldsV1\.f:status",
            @"^\.items\[\d+\]\.metadata\.resourceVersion$");
    }

    private static RecordingReplay SecondRevision(RecordingReplay r) => r.Namespace("todo-rollout")
        .Deployment("todo-rollout", Name, 2, change: body =>
        {
            Image(body)["image"] = "registry.example/todo-frontend:1.4.2";
            body["spec"]!.AsObject().Remove("paused");
        })
        .Wait(12).SetImage("todo-rollout", Name, "registry.example/todo-frontend:1.4.3", "gitops").Wait(12);

    private static RecordingReplay Stuck(RecordingReplay r) =>
        SecondRevision(r).After("rollout-progress-deadline-exceeded", 20);

    private static RecordingReplay Fifth(RecordingReplay r) =>
        Stuck(r).After("rollback-restore-template", freshVersions: true)
        .SetImage("todo-rollout", Name, "registry.example/todo-frontend:1.4.4", "gitops").Wait(12);

    private static JsonNode Image(JsonObject deployment) =>
        deployment["spec"]!["template"]!["spec"]!["containers"]![0]!;

    private static RecordingReplay LeavesSelector(RecordingReplay r)
    {
        var shown = r.Recording.Exchanges[0]!["response"]!["events"]![1]!["object"]!.DeepClone().AsObject();
        r.Namespace(Ns).Deployment(Ns, Name, change: body =>
        {
            body["metadata"]!["name"] = "todo-label";
            body["metadata"]!["labels"] = new JsonObject { ["app"] = "todo-label" };
            body["spec"] = shown["spec"]!.DeepClone();
        }).Wait(12);
        const string Path = $"/apis/apps/v1/namespaces/{Ns}/deployments/todo-label";
        r.Patch(Path, "recorder", JsonNode.Parse("""{"metadata":{"labels":{"watch":"lbl"}}}""")!);
        r.BindRequestVersion(Ns, "todo-label");
        r.WhileWatching = () => r
            .Patch(Path, "recorder", JsonNode.Parse("""{"metadata":{"labels":{"watch":"other"}}}""")!)
            .Patch(Path, "recorder", JsonNode.Parse("""{"metadata":{"labels":{"watch":"lbl"}}}""")!);
        return r;
    }

    private static RecordingReplay Watched(RecordingReplay r)
    {
        var shown = r.Recording.Exchanges[1]!["response"]!["events"]![0]!["object"]!.DeepClone().AsObject();
        r.Namespace(Ns).BindRequestVersion(null, null);
        r.WhileWatching = () => r.Deployment(Ns, Name, change: body =>
            {
                body["metadata"]!["name"] = "todo-watched";
                body["metadata"]!["labels"] = shown["metadata"]!["labels"]!.DeepClone();
                body["spec"] = shown["spec"]!.DeepClone();
            }).Wait(4).Scale(Ns, "todo-watched", 2, "specskills").Wait(4)
            .Delete($"/apis/apps/v1/namespaces/{Ns}/deployments/todo-watched");
        return r;
    }

    private static RecordingReplay SeenAndLabelled(RecordingReplay r) =>
        Scaled(r, 3, "kubectl").After("generation-vs-resource-version");

    // As the Deployment was before strategic-merge-patch changed its cpu.
    private static void BeforePatch(RecordingReplay r, JsonObject body)
    {
        var shown = Recording.Read(r.Recording.MinorVersion,
            "strategic-merge-patch").Exchanges[0]!["response"]!["body"]!;
        body["spec"] = shown["spec"]!.DeepClone();
        var resources = body["spec"]!["template"]!["spec"]!["containers"]![0]!["resources"]!;
        resources["requests"]!["cpu"] = "50m";
        resources["limits"]!.AsObject().Remove("cpu");
    }

    // The template is read off the recorded pod itself.
    private static RecordingReplay Pod(RecordingReplay r, string app)
    {
        var pod = r.Recording.Exchanges[0]!["response"]!["body"]!["items"]![0]!.DeepClone();
        var container = pod["spec"]!["containers"]![0]!.DeepClone().AsObject();
        container.Remove("volumeMounts");
        return r.Namespace("todo-pods").Deployment(Ns, Name, 1, change: body =>
        {
            Become(body, app);
            var metadata = body["spec"]!["template"]!["metadata"]!;
            metadata["annotations"] = pod["metadata"]!["annotations"]?.DeepClone();
            body["spec"]!["template"]!["spec"]!["containers"] = new JsonArray(container);
        }, ns: "todo-pods").Wait(30).Ignore(PodImitations).Ignore(@"conditions\[2\]\.status");
    }

    private static RecordingReplay Evictable(RecordingReplay r, bool budget)
    {
        r.Namespace("todo-pods").Deployment(Ns, Name, 2, change: body => Become(body, "evict"), ns: "todo-pods")
            .Wait(12);
        if (budget)
            r.Ask("POST", "/apis/policy/v1/namespaces/todo-pods/poddisruptionbudgets", JsonNode.Parse("""
                {"metadata":{"name":"evict"},"spec":{"minAvailable":2,"selector":{"matchLabels":{"app":"evict"}}}}
                """));
        r.Wait(1);
        return r.BindPod("todo-pods").Ignore(PodImitations);
    }
}
