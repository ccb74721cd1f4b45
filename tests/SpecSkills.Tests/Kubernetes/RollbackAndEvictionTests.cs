using System.Text.Json.Nodes;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Kubernetes;
using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Kubernetes.Writing;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>The two writes that need to look before they act: a revision's template, and pods one by one.</summary>
public sealed class RollbackAndEvictionTests
{
    private const string PodPath = "/api/v1/namespaces/todo-pods/pods";

    private static readonly OperationTarget Pods = new("test/system-uid", "todo-pods", "evict", "deployment-uid");

    [Fact]
    public async Task A_rollback_sends_what_the_recorded_rollback_sent()
    {
        foreach (var version in Recording.Versions)
        {
            var recorded = Recording.Read(version, "rollback-restore-template");
            var patch = recorded.First(each => each.Method == "PATCH");
            var uid = patch.Body!["metadata"]!["uid"]!.GetValue<string>();
            var read = patch.RequestBody!.AsArray()[0]!["value"]!.GetValue<string>();
            await using var cluster = new ScriptedCluster()
                .On("GET", recorded[0].Path, recorded[0].Answer())
                .On("PATCH", patch.Path, patch.Answer());
            var target = new OperationTarget("test/system-uid", "todo-rollout", "todo-frontend", uid);

            var receipt = await ExecuteAsync(cluster, AdmittedPlans.Of(Rollback(target, "3", "2"), read));

            Assert.Equal(ReceiptStatus.Success, receipt.Status);
            var sent = Assert.Single(cluster.Writes);
            Assert.Equal("application/json-patch+json", sent.Header("Content-Type"));
            var steps = sent.Json!.AsArray();
            Assert.Equal(uid, steps[0]!["value"]!.GetValue<string>());
            Assert.Equal("/metadata/resourceVersion", steps[1]!["path"]!.GetValue<string>());
            Assert.Equal(read, steps[1]!["value"]!.GetValue<string>());
            // A server before 1.36 writes an empty creation time, which the recorder sent back and we do not.
            var template = patch.RequestBody.AsArray()[1]!["value"]!;
            if (template["metadata"]!["creationTimestamp"] is null)
                template["metadata"]!.AsObject().Remove("creationTimestamp");
            Assert.True(JsonNode.DeepEquals(template, steps[2]!["value"]));
            Assert.Equal(
                "kubectl rollout undo deployment todo-frontend --namespace todo-rollout --to-revision=2",
                    receipt.Command);
        }
    }

    [Fact]
    public async Task A_rollback_onto_a_moved_object_is_a_conflict_though_the_server_only_says_invalid()
    {
        var recorded = Recording.Read("1.36", "rollback-restore-template");
        var refused = Recording.Read("1.36", "json-patch-test").First(each => each.Status == 422);
        var path = recorded.First(each => each.Method == "PATCH").Path;
        var now = recorded.First(each => each.Method == "GET" && each.Path == path);
        var uid = now.Body!["metadata"]!["uid"]!.GetValue<string>();
        await using var cluster = new ScriptedCluster()
            .On("GET", recorded[0].Path, recorded[0].Answer())
            .On("GET", path, now.Answer())
            .On("PATCH", path, refused.Answer());
        var target = new OperationTarget("test/system-uid", "todo-rollout", "todo-frontend", uid);
        var current = now.Body["metadata"]!["resourceVersion"]!.GetValue<string>();

        var moved = await ExecuteAsync(cluster, AdmittedPlans.Of(Rollback(target, "3", "2"), "1"));
        var still = await ExecuteAsync(cluster, AdmittedPlans.Of(Rollback(target, "3", "2"), current));

        Assert.Equal(ReceiptStatus.Conflict, moved.Status);
        Assert.Equal(ReceiptStatus.Failure, still.Status);
    }

    [Fact]
    public async Task A_revision_that_is_gone_or_another_deployments_is_refused()
    {
        var recorded = Recording.Read("1.36", "rollback-restore-template");
        await using var cluster = new ScriptedCluster().On("GET", recorded[0].Path, recorded[0].Answer());
        var foreign = new OperationTarget("test/system-uid", "todo-rollout", "todo-frontend", "another-uid");

        var receipt = await ExecuteAsync(cluster, AdmittedPlans.Of(Rollback(foreign, "3", "2"), "803"));

        Assert.Equal(ReceiptStatus.Refused, receipt.Status);
        Assert.Empty(cluster.Writes);
    }

    [Fact]
    public async Task Pods_are_evicted_under_their_uid_and_a_budget_stops_the_rest()
    {
        var refused = Recording.Read("1.36", "eviction-refused-by-pdb")[0];
        var created = Recording.Read("1.36", "eviction-created")[1];
        await using var cluster = Workload("a", "b", "c")
            .On("POST", PodPath + "/a/eviction", created.Answer())
            .On("POST", PodPath + "/b/eviction", refused.Answer());

        var receipt = await ExecuteAsync(cluster, AdmittedPlans.Of(Restart("a", "b", "c"), "1"));

        Assert.Equal(ReceiptStatus.Success, receipt.Status);
        Assert.StartsWith("1 of 3 pods were evicted.", receipt.Error, StringComparison.Ordinal);
        Assert.Equal([201, 429], receipt.Requests.Select(request => request.Status));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"a","namespace":"todo-pods"},
                 "deleteOptions":{"preconditions":{"uid":"uid-a"}}}
                """),
            cluster.Writes[0].Json), cluster.Writes[0].Json!.ToJsonString());
    }

    [Fact]
    public async Task An_eviction_its_budget_does_not_allow_is_refused()
    {
        var refused = Recording.Read("1.33", "eviction-refused-by-pdb")[0];
        await using var cluster = Workload("a").On("POST", PodPath + "/a/eviction", refused.Answer());

        var receipt = await ExecuteAsync(cluster, AdmittedPlans.Of(Restart("a"), "1"));

        Assert.Equal(ReceiptStatus.Refused, receipt.Status);
        Assert.Contains("budget", receipt.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_of_another_owner_is_not_evicted()
    {
        await using var cluster = Workload("a").OnSet("set", "another-deployment");

        var receipt = await ExecuteAsync(cluster, AdmittedPlans.Of(Restart("a"), "1"));

        Assert.Equal(ReceiptStatus.Refused, receipt.Status);
        Assert.Empty(cluster.Writes);
    }

    [Fact]
    public async Task The_eviction_command_can_be_read_by_a_shell()
    {
        await using var cluster = Workload("a").On(
            "POST", PodPath + "/a/eviction", Recording.Read("1.36", "eviction-created")[1].Answer());

        var receipt = await ExecuteAsync(cluster, AdmittedPlans.Of(Restart("a"), "1"));

        Assert.Equal(
            """printf %s '{"apiVersion":"policy/v1","kind":"Eviction","metadata":""" +
            """{"name":"a","namespace":"todo-pods"}}' """ +
            $"| kubectl create --raw {PodPath}/a/eviction --filename=-", receipt.Command);
    }

    private static ScriptedCluster Workload(params string[] pods)
    {
        var cluster = new ScriptedCluster().OnSet("set", Pods.Uid);
        foreach (var pod in pods)
            cluster.On("GET", $"{PodPath}/{pod}", WireAnswer.Json(200, $$"""
                {"kind":"Pod","metadata":{"name":"{{pod}}","namespace":"todo-pods","uid":"uid-{{pod}}",
                 "ownerReferences":[{"kind":"ReplicaSet","name":"set","uid":"set-uid","controller":true}]} }
                """));
        return cluster;
    }

    private static Operation Rollback(OperationTarget target, string from, string to) => AdmittedPlans.Operation(
        new OperationParameters.Rollback(to), target, FieldValues.Of("revision", from), FieldValues.Of("revision", to));

    private static Operation Restart(params string[] pods) => AdmittedPlans.Operation(
        new OperationParameters.RestartPods(pods), Pods, FieldValues.Of("pods", string.Join(',', pods)),
            FieldValues.Empty);

    private static async Task<Receipt> ExecuteAsync(ScriptedCluster cluster, AdmittedPlan plan)
    {
        using var adapter = ClusterAdapter.For(
            ClusterConnection.Plain("test", cluster.Address), TimeProvider.System);
        return await ClusterWriter.Over(adapter).ExecuteAsync(plan, default);
    }
}
