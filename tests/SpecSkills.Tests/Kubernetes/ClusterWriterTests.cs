using System.Text.Json.Nodes;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Primitives;
using SpecSkills.Kubernetes;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Kubernetes.Writing;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>What the write side sends for each plan, and what it makes of each answer.</summary>
public sealed class ClusterWriterTests : IAsyncDisposable
{
    private const string Path = "/apis/apps/v1/namespaces/todo-scale/deployments/todo-frontend";
    private const string Uid = "bc3131c9-d8bd-48e7-990b-0060f626e2a1";

    private static readonly OperationTarget Target = new("test/system-uid", "todo-scale", "todo-frontend", Uid);

    private readonly ScriptedCluster cluster = new();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task A_scale_is_one_merge_patch_under_version_and_uid_with_its_digest_as_audit_id()
    {
        cluster.On("PATCH", Path + "/scale", Scale(3));
        var plan = AdmittedPlans.Of(AdmittedPlans.Scale(Target, 2, 3), "1040");

        var receipt = await ExecuteAsync(plan);

        Assert.Equal(ReceiptStatus.Success, receipt.Status);
        Assert.Equal("1061", receipt.ResourceVersionAfter);
        Assert.Equal("kubectl scale deployment todo-frontend --namespace todo-scale --replicas=3", receipt.Command);
        var sent = Assert.Single(cluster.Writes);
        Assert.Equal("fieldManager=specskills&fieldValidation=Strict", sent.Query);
        Assert.Equal("application/merge-patch+json", sent.Header("Content-Type"));
        Assert.Equal(plan.Operation.Id, sent.Header("Audit-ID"));
        Assert.Equal(
            $$$"""{"metadata":{"uid":"{{{Uid}}}","resourceVersion":"1040"},"spec":{"replicas":3}}""",
            sent.Json!.ToJsonString());
        Assert.Equal([new SentRequest("PATCH", sent.Target, 200)], receipt.Requests);
    }

    [Fact]
    public async Task A_scale_to_zero_says_zero_and_understands_the_answer_without_a_count()
    {
        cluster.On("PATCH", Path + "/scale", Scale(null));

        var receipt = await ExecuteAsync(AdmittedPlans.Of(AdmittedPlans.Scale(Target, 2, 0), "1040"));

        Assert.Equal(ReceiptStatus.Success, receipt.Status);
        Assert.Equal(0, Assert.Single(cluster.Writes).Json!["spec"]!["replicas"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_dry_run_says_so_to_the_server()
    {
        cluster.On("PATCH", Path + "/scale", Scale(3));

        var receipt = await ExecuteAsync(AdmittedPlans.Of(AdmittedPlans.Scale(Target, 2, 3), "1040", dryRun: true));

        Assert.True(receipt.DryRun);
        Assert.Contains("dryRun=All", Assert.Single(cluster.Writes).Query.Split('&'));
    }

    public static TheoryData<string, int, ReceiptStatus> RecordedEnds => new()
    {
        { "scale-patch-stale-resource-version", 0, ReceiptStatus.Conflict },
        { "scale-patch-precondition-variants", 0, ReceiptStatus.Conflict },
        { "scale-patch-precondition-variants", 2, ReceiptStatus.Failure },
        { "apply-conflict", 0, ReceiptStatus.Refused },
        { "too-many-requests", 1, ReceiptStatus.Refused },
        { "rbac-forbidden", 0, ReceiptStatus.Failure },
        { "vap-denies-scale", 0, ReceiptStatus.Failure },
        { "resource-version-too-large", 0, ReceiptStatus.Unknown },
        { "scale-unknown-deployment", 1, ReceiptStatus.Failure },
    };

    [Theory]
    [MemberData(nameof(RecordedEnds))]
    public async Task A_recorded_refusal_ends_as_it_should(string name, int index, ReceiptStatus expected)
    {
        foreach (var version in Recording.Versions)
        {
            await using var recorded = new ScriptedCluster()
                .On("PATCH", Path + "/scale", Recording.Read(version, name)[index].Answer());

            var receipt = await ExecuteAsync(
                AdmittedPlans.Of(AdmittedPlans.Scale(Target, 2, 3), "1040"), recorded);

            Assert.Equal(expected, receipt.Status);
            Assert.Single(recorded.Writes);
            Assert.NotNull(receipt.Error);
        }
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_outcome_unknown()
    {
        var head = WireAnswer.Head(200, "application/json", 500);
        WireAnswer[] ends =
        [
            new WireAnswer.Bytes([.. head, .. "{\"kind\":"u8]), new WireAnswer.Bytes([]),
            WireAnswer.Text(502, "text/html", "<html>bad gateway"), WireAnswer.Json(200, "{}"),
            WireAnswer.Json(200, """{"kind":"Scale","metadata":{"name":"db","namespace":"todo-scale"}}"""), Scale(2),
            WireAnswer.Json(200, $$$"""
                {"kind":"Scale","spec":{"replicas":"three"},
                 "metadata":{"name":"todo-frontend","namespace":"todo-scale","uid":"{{{Uid}}}"} }
                """),
        ];
        foreach (var end in ends)
        {
            await using var broken = new ScriptedCluster().On("PATCH", Path + "/scale", end);

            var receipt = await ExecuteAsync(AdmittedPlans.Of(AdmittedPlans.Scale(Target, 2, 3), "1040"), broken);

            Assert.Equal(ReceiptStatus.Unknown, receipt.Status);
            Assert.Equal(Assert.Single(broken.Writes).Target, Assert.Single(receipt.Requests).Path);
        }
    }

    [Fact]
    public async Task A_write_that_hangs_ends_unknown_when_its_own_time_is_up()
    {
        cluster.On("PATCH", Path + "/scale", new WireAnswer.Hang([]));

        var receipt = await ExecuteAsync(
            AdmittedPlans.Of(AdmittedPlans.Scale(Target, 2, 3), "1040"), cluster,
            new ApiClientOptions { WriteTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(ReceiptStatus.Unknown, receipt.Status);
        Assert.Equal(0, Assert.Single(receipt.Requests).Status);
    }

    [Fact]
    public async Task A_plan_for_another_cluster_is_not_sent()
    {
        var receipt = await ExecuteAsync(
            AdmittedPlans.Of(AdmittedPlans.Scale(Target with { Cluster = "prod/other" }, 2, 3), "1040"));

        Assert.Equal(ReceiptStatus.Refused, receipt.Status);
        Assert.Empty(cluster.Writes);
        Assert.Contains("prod/other", receipt.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OperationKind.DeleteDeployment)]
    [InlineData(OperationKind.DeleteService)]
    [InlineData(OperationKind.DeletePersistentVolume)]
    [InlineData(OperationKind.ModifySecret)]
    [InlineData(OperationKind.ChangeNetworkPolicy)]
    public void What_this_program_never_does_gets_no_plan_that_a_writer_could_be_given(OperationKind kind)
    {
        var operation = AdmittedPlans.Operation(
            new OperationParameters.Other(kind, "todo-frontend"), Target, FieldValues.Of("exists", "true"),
            FieldValues.Of("exists", "false"));

        Assert.IsType<Admission.Refused>(AdmittedPlans.Admit(operation, "1040"));
    }

    [Fact]
    public async Task A_plan_whose_parameters_and_after_values_differ_is_refused()
    {
        var operation = AdmittedPlans.Operation(
            new OperationParameters.Scale(9), Target, FieldValues.OfReplicas(2), FieldValues.OfReplicas(3));

        Assert.Equal(ReceiptStatus.Refused, (await ExecuteAsync(AdmittedPlans.Of(operation, "1040"))).Status);
        Assert.Empty(cluster.Writes);
    }

    [Fact]
    public async Task Resources_are_patched_by_container_name_and_nothing_else_is_touched()
    {
        var before = Fields(("app.cpu.request", "50m"), ("app.cpu.limit", "200m"));
        var after = Fields(("app.cpu.request", "55m"), ("app.cpu.limit", "200m"), ("app.memory.request", "128Mi"));
        var parameters = new OperationParameters.AdjustResources(
            "app", new CpuQuantity(55), new CpuQuantity(200), new ByteQuantity(128 << 20), null);
        cluster.On("PATCH", Path, Deployment("""
            {"containers":[{"name":"app",
             "resources":{"requests":{"cpu":"0.055","memory":"131072Ki"},"limits":{"cpu":"200m"}}}]}
            """));

        var receipt = await ExecuteAsync(AdmittedPlans.Of(
            AdmittedPlans.Operation(parameters, Target, before, after), "1040"));

        Assert.Equal(ReceiptStatus.Success, receipt.Status);
        var sent = Assert.Single(cluster.Writes);
        Assert.Equal("application/strategic-merge-patch+json", sent.Header("Content-Type"));
        Assert.Equal(
            """{"template":{"spec":{"containers":[{"name":"app","resources":""" +
            """{"requests":{"cpu":"55m","memory":"128Mi"}}}]}}}""",
            sent.Json!["spec"]!.ToJsonString());
        Assert.Equal(
            "kubectl set resources deployment todo-frontend --namespace todo-scale --containers=app " +
            "--requests=cpu=55m,memory=128Mi --limits=cpu=200m", receipt.Command);
    }

    [Fact]
    public async Task Undoing_a_change_removes_what_was_not_set_before()
    {
        var before = Fields(("app.cpu.request", "50m"));
        var after = Fields(("app.cpu.request", "50m"), ("app.cpu.limit", "200m"));
        var parameters = new OperationParameters.AdjustResources(
            "app", new CpuQuantity(50), new CpuQuantity(200), null, null);
        var undo = Compensation.Of(AdmittedPlans.Operation(parameters, Target, before, after));
        cluster.On("PATCH", Path, Deployment(
            """{"containers":[{"name":"app","resources":{"requests":{"cpu":"50m"}}}]}"""));

        var receipt = await ExecuteAsync(AdmittedPlans.Of(undo, "1040"));

        Assert.Equal(ReceiptStatus.Success, receipt.Status);
        Assert.Equal(
            """{"template":{"spec":{"containers":[{"name":"app","resources":{"limits":{"cpu":null}}}]}}}""",
            Assert.Single(cluster.Writes).Json!["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task Strategy_counts_are_numbers_and_shares_are_texts()
    {
        var before = Fields(("strategy.max_surge", "25%"), ("strategy.max_unavailable", "25%"),
            ("min_ready_seconds", "0"));
        var after = Fields(("strategy.max_surge", "1"), ("strategy.max_unavailable", "10%"),
            ("min_ready_seconds", "10"));
        cluster.On("PATCH", Path, WireAnswer.Json(200,
            $$$"""
            {"kind":"Deployment","metadata":{"name":"todo-frontend","namespace":"todo-scale","uid":"{{{Uid}}}",
             "resourceVersion":"2"},"spec":{"minReadySeconds":10,
             "strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":"10%"} } } }
            """));

        var receipt = await ExecuteAsync(AdmittedPlans.Of(AdmittedPlans.Operation(
            new OperationParameters.UpdateStrategy(null, "1", "10%", 10, null), Target, before, after), "1040"));

        Assert.Equal(ReceiptStatus.Success, receipt.Status);
        Assert.Equal(
            """{"minReadySeconds":10,"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":"10%"}}}""",
            Assert.Single(cluster.Writes).Json!["spec"]!.ToJsonString());
    }

    private Task<Receipt> ExecuteAsync(AdmittedPlan plan) => ExecuteAsync(plan, cluster);

    private static async Task<Receipt> ExecuteAsync(
        AdmittedPlan plan, ScriptedCluster on, ApiClientOptions? limits = null)
    {
        using var adapter = ClusterAdapter.For(
            ClusterConnection.Plain("test", on.Address), TimeProvider.System, limits: limits);
        return await ClusterWriter.Over(adapter).ExecuteAsync(plan, default);
    }

    private static FieldValues Fields(params (string Name, string Value)[] pairs) =>
        new(pairs.Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value)));

    private static WireAnswer Scale(int? replicas) => WireAnswer.Json(new JsonObject
    {
        ["kind"] = "Scale",
        ["apiVersion"] = "autoscaling/v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = "todo-frontend",
            ["namespace"] = "todo-scale",
            ["uid"] = Uid,
            ["resourceVersion"] = "1061",
        },
        ["spec"] = replicas is null ? [] : new JsonObject { ["replicas"] = replicas },
    });

    private static WireAnswer Deployment(string podSpec) => WireAnswer.Json(200,
        $$$"""
        {"kind":"Deployment","metadata":{"name":"todo-frontend","namespace":"todo-scale","uid":"{{{Uid}}}",
          "resourceVersion":"2"},
         "spec":{"template":{"spec":{{{podSpec}}} } } }
        """);
}
