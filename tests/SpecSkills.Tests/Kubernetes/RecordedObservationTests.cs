using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;
using static SpecSkills.Tests.Kubernetes.Servers.ScriptedObservation;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>Observations of recorded objects: what the observer makes of what real servers answered.</summary>
public sealed class RecordedObservationTests
{
    [Fact]
    public async Task A_rollout_past_its_deadline_is_seen_with_its_waiting_pod_and_its_revisions()
    {
        foreach (var version in Recording.Versions)
        {
            var rollout = Recording.Read(version, "rollout-progress-deadline-exceeded");
            var sets = Recording.Read(version, "rollback-restore-template")[0];
            await using var cluster = new ScriptedCluster()
                .On("GET", rollout[4].Path, rollout[4].Answer())
                .On("GET", rollout[3].Path, rollout[3].Answer())
                .On("GET", sets.Path, sets.Answer());

            var seen = await ObserveAsync(cluster, "todo-rollout", "todo-frontend", TimeOf(rollout[4]));

            Assert.True(seen.Deployment.RolloutInProgress);
            Assert.True(seen.Deployment.ProgressDeadlineExceeded);
            Assert.False(seen.Deployment.Settled);
            Assert.Equal("3", seen.Deployment.Revision);
            Assert.Equal((2, 2, 1), (
                seen.Deployment.Replicas, seen.Deployment.ReadyReplicas, seen.Deployment.UpdatedReplicas));
            Assert.Equal(0, seen.Deployment.WarmingPods);
            Assert.Equal(["3", "2", "2"], seen.Pods.Select(pod => pod.Revision));
            Assert.Equal("ImagePullBackOff", seen.Pods[0].WaitingReason);
            Assert.Equal([false, true, true], seen.Pods.Select(pod => pod.Ready));
            Assert.Equal(["1", "2", "3"], seen.Revisions.Select(revision => revision.Revision));
            Assert.All(seen.Revisions, revision => Assert.Null(revision.WasHealthy));
            Assert.EndsWith(":1.4.3", seen.Revisions[1].Image, StringComparison.Ordinal);
            Assert.Equal("test/system-uid", seen.Cluster);
            Assert.Null(seen.Metrics.Cpu);
            Assert.Null(seen.Metrics.LatencyP95);
        }
    }

    [Theory]
    [InlineData("deployment-mid-scale", 0, false, false)]
    [InlineData("deployment-settled-after-scale", 0, false, true)]
    [InlineData("rollout-progress-deadline-exceeded", 2, true, false)]
    [InlineData("deployment-after-hpa-scale", 0, false, true)]
    public async Task A_scale_is_no_rollout_and_settled_takes_every_count(
        string name, int index, bool rollingOut, bool settled)
    {
        foreach (var version in Recording.Versions)
        {
            var seen = await ObserveAloneAsync(Recording.Read(version, name)[index]);

            Assert.Equal(rollingOut, seen.Deployment.RolloutInProgress);
            Assert.Equal(settled, seen.Deployment.Settled);
        }
    }

    [Fact]
    public async Task A_paused_deployment_is_seen_as_paused()
    {
        var seen = await ObserveAloneAsync(Recording.Read("1.36", "paused-deployment-rollback")[2]);

        Assert.True(seen.Deployment.Paused);
        Assert.False(seen.Deployment.RolloutInProgress);
        Assert.Equal(0, seen.Deployment.UpdatedReplicas);
    }

    [Fact]
    public async Task Owners_are_read_from_managed_fields_and_the_trail_lost_through_zero_is_unknown()
    {
        foreach (var version in Recording.Versions)
        {
            var lost = Recording.Read(version, "scale-from-zero-ownership-lost");
            var person = Recording.Read(version, "kubectl-scale-by-person");
            var hpa = Recording.Read(version, "deployment-after-hpa-scale");

            Assert.Equal(FieldOwner.Unknown, await OwnerAsync(lost[1]));
            Assert.Equal(FieldOwner.Unknown, await OwnerAsync(lost[5]));
            Assert.Equal("specskills", (await OwnerAsync(lost[8])).Manager);
            Assert.Equal(("kubectl", "scale"),
                ((await OwnerAsync(person[2])).Manager, (await OwnerAsync(person[2])).Subresource));
            Assert.Equal("kube-controller-manager", (await OwnerAsync(hpa[0])).Manager);
            var image = (await ObserveAloneAsync(person[2])).Deployment.FieldOwners[
                "spec.template.spec.containers[todo-frontend].image"];
            Assert.Equal("Update", image.Operation);
        }

        static async Task<FieldOwner> OwnerAsync(RecordedExchange exchange) =>
            (await ObserveAloneAsync(exchange)).Deployment.FieldOwners["spec.replicas"];
    }

    [Fact]
    public async Task An_hpa_that_targets_the_deployment_owns_its_scale()
    {
        var hpas = Recording.Read("1.36", "hpa-get")[2];
        var deployment = Recording.Read("1.36", "deployment-after-hpa-scale")[0];

        var seen = await ObserveAloneAsync(deployment, cluster => cluster.On("GET", hpas.Path, hpas.Answer()));

        Assert.Equal("HorizontalPodAutoscaler/todo-frontend", seen.Deployment.ManagedByAutoscaler);
    }

    [Fact]
    public async Task A_vpa_owns_requests_and_is_told_apart_from_who_owns_the_count()
    {
        await using var cluster = ScriptedWorkload.Of().OnList(
            "/apis/autoscaling.k8s.io/v1/namespaces/default/verticalpodautoscalers", "VerticalPodAutoscalerList",
            JsonNode.Parse("""
            {"metadata":{"name":"vpa"},"spec":{"targetRef":{"kind":"Deployment","name":"todo-frontend"}}}
            """)!);

        var seen = await ObserveAsync(cluster, "default", "todo-frontend", Noon);

        Assert.Equal("VerticalPodAutoscaler/vpa", seen.Deployment.ManagedByAutoscaler);
    }

    [Fact]
    public async Task Where_hpas_may_not_be_listed_scaling_is_held_rather_than_fought_over()
    {
        var forbidden = Recording.Read("1.36", "rbac-forbidden")[6];
        var deployment = Recording.Read("1.36", "deployment-after-hpa-scale")[0];
        var path = Recording.Read("1.36", "hpa-get")[2].Path;

        var seen = await ObserveAloneAsync(deployment, cluster => cluster.On("GET", path, forbidden.Answer()));

        Assert.StartsWith("unknown (", seen.Deployment.ManagedByAutoscaler, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_metrics_server_is_a_failed_metric_and_no_failed_observation()
    {
        foreach (var name in new[] { "metrics-backend-down", "metrics-backend-connection-refused" })
        {
            var down = Recording.Read("1.36", name)[0];
            var deployment = Recording.Read("1.36", "deployment-after-hpa-scale")[0];

            var seen = await ObserveAloneAsync(deployment, cluster => cluster.On(
                "GET", "/apis/metrics.k8s.io/v1beta1/namespaces/todo-hpa/pods", down.Answer()));

            Assert.StartsWith(
                "metrics.k8s.io: The server answered 503:", Assert.IsType<MetricReading.Failed>(seen.Metrics.Cpu).Error,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Usage_is_a_share_of_what_the_ready_pods_request_dated_by_the_oldest_sample()
    {
        await using var cluster = ScriptedWorkload.Of(
            ScriptedWorkload.Pod("a", ready: true), ScriptedWorkload.Pod("b", ready: true),
                ScriptedWorkload.Pod("c", ready: false),
                ScriptedWorkload.Pod("d", ready: true, terminating: true));
        cluster.OnList(
            "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods", "PodMetricsList",
            ScriptedWorkload.Metrics("a", "40m", "64Mi", "2026-11-22T09:59:40Z"),
                ScriptedWorkload.Metrics("b", "45500001n", "96Mi", "2026-11-22T09:59:50Z"),
            ScriptedWorkload.Metrics("c", "200m", "512Mi", "2026-11-22T09:59:50Z"),
                ScriptedWorkload.Metrics("gone", "1", "1Gi", "2026-11-22T09:59:50Z"));

        var seen = await ObserveAsync(cluster, "default", "todo-frontend", Noon);

        var cpu = Assert.IsType<MetricReading.Sample>(seen.Metrics.Cpu);
        Assert.Equal(85.5m, cpu.Value);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 9, 59, 40, TimeSpan.Zero), cpu.SampledAt);
        Assert.Equal(62.5m, Assert.IsType<MetricReading.Sample>(seen.Metrics.Memory).Value);
        Assert.Equal(["a", "b", "c"], seen.Pods.Select(pod => pod.Name));
        Assert.Equal(1, seen.Deployment.WarmingPods);
        var container = Assert.Single(seen.Containers);
        Assert.Equal(43, container.Cpu.Usage!.Value.Millicores);
        Assert.Equal(96 << 20, container.Memory.Usage!.Value.Bytes);
    }

    [Fact]
    public async Task A_mean_over_too_few_pods_is_no_number()
    {
        await using var cluster = ScriptedWorkload.Of(ScriptedWorkload.Pod("a", true), ScriptedWorkload.Pod("b", true),
            ScriptedWorkload.Pod("c", true));
        cluster.OnList(
            "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods", "PodMetricsList",
            ScriptedWorkload.Metrics("a", "40m", "64Mi", "2026-11-22T09:59:40Z"));

        var seen = await ObserveAsync(cluster, "default", "todo-frontend", Noon);

        Assert.Contains("1 of 3 ready pods", Assert.IsType<MetricReading.Failed>(seen.Metrics.Cpu).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restarts_inside_the_window_and_the_last_end_are_read_from_the_recorded_crash_loop()
    {
        foreach (var version in Recording.Versions)
        {
            var recorded = Recording.Read(version, "pods-crashloopbackoff")[0];
            var pod = recorded.Body!["items"]![0]!.DeepClone();
            pod["metadata"]!["namespace"] = "default";
            pod["metadata"]!["ownerReferences"]![0]!["uid"] = "set-uid";
            await using var cluster = ScriptedWorkload.Of(pod);

            var seen = await ObserveAsync(cluster, "default", "todo-frontend", TimeOf(pod));
            var later = await ObserveAsync(cluster, "default", "todo-frontend", TimeOf(pod).AddHours(1));

            var read = Assert.Single(seen.Pods);
            Assert.Equal("CrashLoopBackOff", read.WaitingReason);
            Assert.Equal(("Error", 1), (read.LastTermination!.Reason, read.LastTermination.ExitCode));
            Assert.True(read.RecentRestarts > 0);
            Assert.Equal(0, Assert.Single(later.Pods).RecentRestarts);
            Assert.Equal(0, seen.Deployment.WarmingPods);
        }
    }

    [Fact]
    public async Task A_budget_over_the_pods_is_read_and_two_of_them_allow_nothing()
    {
        var recorded = Recording.Read("1.36", "eviction-refused-by-pdb")
            .First(each => each.Body?["kind"]?.GetValue<string>() == "PodDisruptionBudget").Body!.DeepClone();
        recorded["spec"]!["selector"] = JsonNode.Parse("""{"matchExpressions":[{"key":"app","operator":"Exists"}]}""");
        recorded["status"]!["disruptionsAllowed"] = 1;
        const string BudgetPath = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
        await using var cluster = ScriptedWorkload.Of();

        cluster.OnList(BudgetPath, "PodDisruptionBudgetList", recorded);
        Assert.Equal(1, (await ObserveAsync(cluster, "default", "todo-frontend", Noon)).DisruptionBudget!.Allowed);

        cluster.OnList(BudgetPath, "PodDisruptionBudgetList", recorded, recorded);
        Assert.Equal(0, (await ObserveAsync(cluster, "default", "todo-frontend", Noon)).DisruptionBudget!.Allowed);

        recorded["spec"]!["selector"]!["matchExpressions"]![0]!["operator"] = "DoesNotExist";
        cluster.OnList(BudgetPath, "PodDisruptionBudgetList", recorded);
        Assert.Null((await ObserveAsync(cluster, "default", "todo-frontend", Noon)).DisruptionBudget);
    }

    [Fact]
    public async Task An_unreadable_deployment_is_a_failed_reading_that_says_why()
    {
        var missing = Recording.Read("1.36", "deployment-not-found")[0];
        var forbidden = Recording.Read("1.36", "rbac-forbidden")[6];
        const string Path = "/apis/apps/v1/namespaces/default/deployments/todo-frontend";
        foreach (var (answer, failure) in new[]
        {
            (missing.Answer(), ClusterFailure.NotFound), (forbidden.Answer(), ClusterFailure.Forbidden),
            (WireAnswer.Json(200, "{}"), ClusterFailure.Malformed),
            (WireAnswer.Text(502, "text/html", "<p>"), ClusterFailure.Unreachable),
        })
        {
            await using var cluster = new ScriptedCluster().On("GET", Path, answer);
            using var adapter = Adapter(cluster, Noon);

            var reading = await adapter.Observer.ObserveAsync(Blueprint("default", "todo-frontend"), default);

            Assert.Equal(failure, Assert.IsType<ClusterReading<Observation>.Failed>(reading).Failure);
        }
    }

    [Fact]
    public async Task Where_kube_system_may_not_be_read_the_address_stands_in_for_it()
    {
        await using var cluster = new ScriptedCluster().On(
            "GET", "/api/v1/namespaces/kube-system", Recording.Read("1.36", "rbac-forbidden")[8].Answer());
        using var adapter = Adapter(cluster, Noon);

        var identity = Assert.IsType<ClusterReading<string>.Read>(await adapter.Observer.IdentifyAsync(default)).Value;

        Assert.StartsWith("test/sha256:", identity, StringComparison.Ordinal);
    }

    private static DateTimeOffset TimeOf(RecordedExchange exchange) =>
        DateTimeOffset.Parse(exchange.Body!["metadata"]!["creationTimestamp"]!.GetValue<string>()).AddMinutes(1);

    private static DateTimeOffset TimeOf(JsonNode pod) =>
        DateTimeOffset.Parse(pod["metadata"]!["creationTimestamp"]!.GetValue<string>()).AddMinutes(1);
}
