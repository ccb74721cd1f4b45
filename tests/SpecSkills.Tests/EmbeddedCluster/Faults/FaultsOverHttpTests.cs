using System.Net;
using System.Text.Json.Nodes;
using SpecSkills.Core.Observations;
using SpecSkills.EmbeddedCluster.Faults;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Faults;

/// <summary>Each fault as a client of the real HTTP server sees it.</summary>
public sealed class FaultsOverHttpTests
{
    private static readonly FaultTrigger.After AtOnce = new(TimeSpan.Zero);
    private static readonly FaultTrigger.After Later = new(TimeSpan.FromSeconds(30));
    private static readonly PodSelection Web = new("default", "web");

    [Fact]
    public async Task Without_faults_more_replicas_serve_what_two_cannot()
    {
        await using var cluster = await Start(100);
        cluster.PassTo(120);
        Assert.InRange((await cluster.AskAsync(DefaultQueries.ErrorRate))!.Value, 0.15, 0.25);
        Assert.InRange((await cluster.AskAsync(DefaultQueries.LatencyP95))!.Value, 1, 3);

        (await cluster.ScaleAsync(4)).EnsureSuccessStatusCode();
        cluster.PassTo(200);

        Assert.Equal(0, await cluster.AskAsync(DefaultQueries.ErrorRate));
        Assert.InRange((await cluster.AskAsync(DefaultQueries.LatencyP95))!.Value, 0.05, 0.3);
        Assert.InRange((await cluster.AskAsync(DefaultQueries.Throughput))!.Value, 97, 103);
        Assert.Equal(1, await cluster.AskAsync(DefaultQueries.Availability));
    }

    [Fact]
    public async Task New_pods_of_a_scale_up_answer_with_errors_until_it_is_undone()
    {
        await using var cluster = await Start(40, new Fault("bad",
            new FaultTrigger.ReplicaChange("default", "web", ReplicaDirection.Up),
            new FaultEffect.AnswersErrors(Web with { NewOnly = true }, 0.6)));
        cluster.PassTo(60);
        Assert.Equal(0, await cluster.AskAsync(DefaultQueries.ErrorRate));

        await cluster.ScaleAsync(3);
        cluster.PassTo(120);
        // A third of the requests reach the new pod.
        Assert.InRange((await cluster.AskAsync(DefaultQueries.ErrorRate))!.Value, 0.19, 0.21);

        await cluster.ScaleAsync(2);
        cluster.PassTo(180);
        Assert.Equal(0, await cluster.AskAsync(DefaultQueries.ErrorRate));
    }

    [Fact]
    public async Task A_crash_loop_shows_its_exit_code_and_backs_off()
    {
        await using var cluster = await Start(10, new Fault("crash", AtOnce, new FaultEffect.CrashLoop(Web, 42)));
        cluster.PassTo(60);

        var status = await cluster.ContainerStatusAsync();
        Assert.Equal("CrashLoopBackOff", Text(status, "state", "waiting", "reason"));
        Assert.Equal("42", Text(status, "lastState", "terminated", "exitCode"));
        Assert.True(status["restartCount"]!.GetValue<int>() >= 2);
    }

    [Fact]
    public async Task An_out_of_memory_kill_is_137()
    {
        await using var cluster = await Start(10, new Fault("oom", AtOnce, new FaultEffect.OutOfMemory(Web)));
        cluster.PassTo(30);

        var status = await cluster.ContainerStatusAsync();
        Assert.Equal("OOMKilled", Text(status, "lastState", "terminated", "reason"));
        Assert.Equal("137", Text(status, "lastState", "terminated", "exitCode"));
    }

    [Fact]
    public async Task Load_that_outgrows_the_memory_limit_kills_too()
    {
        await using var cluster = await Start(
            100, new Fault("leak", Later, new FaultEffect.MemoryGrowth(Web, 64)));
        cluster.PassTo(29);
        Assert.Equal(0, (await cluster.ContainerStatusAsync())["restartCount"]!.GetValue<int>());

        cluster.PassTo(60);

        var status = await cluster.ContainerStatusAsync();
        Assert.Equal("OOMKilled", Text(status, "lastState", "terminated", "reason"));
        Assert.True(status["restartCount"]!.GetValue<int>() >= 1);
    }

    [Fact]
    public async Task A_broken_tag_is_never_pulled()
    {
        await using var cluster = await Start(
            10, "todo:2-broken", new Fault("image", AtOnce, new FaultEffect.ImageNeverPulls("broken")));
        cluster.PassTo(60);

        Assert.Contains(
            Text(await cluster.ContainerStatusAsync(), "state", "waiting", "reason"),
            (string[])["ErrImagePull", "ImagePullBackOff"]);
        Assert.Equal(0, await cluster.ReadyPodsAsync());
    }

    [Fact]
    public async Task A_slow_start_is_ready_late_and_a_failing_probe_takes_a_pod_out()
    {
        await using var cluster = await Start(10,
            new Fault("slow", AtOnce, new FaultEffect.SlowStart(Web, TimeSpan.FromSeconds(20))),
            new Fault("probe", new FaultTrigger.After(TimeSpan.FromSeconds(60)), new FaultEffect.NotReady(Web))
            { Duration = TimeSpan.FromSeconds(20) });
        cluster.PassTo(18);
        Assert.Equal(0, await cluster.ReadyPodsAsync());
        cluster.PassTo(30);
        Assert.Equal(2, await cluster.ReadyPodsAsync());
        cluster.PassTo(70);
        Assert.Equal(0, await cluster.ReadyPodsAsync());
        Assert.Equal(0, await cluster.AskAsync(DefaultQueries.Availability));
        cluster.PassTo(100);
        Assert.Equal(2, await cluster.ReadyPodsAsync());
    }

    [Fact]
    public async Task Refused_writes_change_nothing_and_the_next_goes_through()
    {
        await using var cluster = await Start(10,
            Failing("conflict", new RequestFailure.Conflict()), Failing("busy", new RequestFailure.TooManyRequests(2)),
            Failing("broken", new RequestFailure.InternalError()));
        cluster.PassTo(30);

        Assert.Equal(HttpStatusCode.Conflict, (await cluster.ScaleAsync(5)).StatusCode);
        var busy = await cluster.ScaleAsync(5);
        Assert.Equal(HttpStatusCode.TooManyRequests, busy.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), busy.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.InternalServerError, (await cluster.ScaleAsync(5)).StatusCode);
        Assert.Equal(2, await cluster.ReplicasAsync());
        Assert.Equal(HttpStatusCode.OK, (await cluster.ScaleAsync(5)).StatusCode);
        Assert.Equal(5, await cluster.ReplicasAsync());
    }

    [Fact]
    public async Task A_cut_connection_leaves_the_write_undone_or_done_and_the_client_cannot_tell()
    {
        await using var cluster = await Start(10,
            Failing("before", new RequestFailure.CutBefore()), Failing("after", new RequestFailure.CutAfter()));
        cluster.PassTo(30);

        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.ScaleAsync(5));
        Assert.Equal(2, await cluster.ReplicasAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.ScaleAsync(5));
        Assert.Equal(5, await cluster.ReplicasAsync());
    }

    [Fact]
    public async Task A_server_that_never_answers_is_waited_for_only_as_long_as_the_client_likes()
    {
        await using var cluster = await Start(10, Failing("silence", new RequestFailure.NoAnswer()));
        cluster.PassTo(30);
        using var patience = new CancellationTokenSource();

        var waiting = cluster.ScaleAsync(5, patience.Token);
        // A later request is answered: only this one stays silent.
        Assert.Equal(2, await cluster.ReplicasAsync());
        Assert.False(waiting.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_dropped_watch_ends_in_place_of_its_next_event_and_the_next_one_lives()
    {
        await using var cluster = await Start(
            10, new Fault("cut", Later, new FaultEffect.DropWatches("/deployments")));
        cluster.PassTo(29);
        var version = (await cluster.GetAsync("/apis/apps/v1/namespaces/default/deployments"))
            ["metadata"]!["resourceVersion"]!.GetValue<string>();
        var path = $"/apis/apps/v1/namespaces/default/deployments?watch=true&resourceVersion={version}";
        using var response = await cluster.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        cluster.PassTo(31);
        await cluster.ScaleAsync(3);
        Assert.Null(await reader.ReadLineAsync());

        using var again = await cluster.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        using var live = new StreamReader(await again.Content.ReadAsStreamAsync());
        Assert.Equal("MODIFIED", JsonNode.Parse((await live.ReadLineAsync())!)!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Metrics_backends_go_down_and_come_back()
    {
        var minute = TimeSpan.FromSeconds(60);
        await using var cluster = await Start(10,
            new Fault("metrics", Later, new FaultEffect.MetricsDown()) { Duration = minute },
            new Fault("down", Later, new FaultEffect.PrometheusFails(new RequestFailure.Unavailable()))
            { Duration = minute },
            new Fault("garbage", new FaultTrigger.After(TimeSpan.FromSeconds(90)),
                new FaultEffect.PrometheusFails(new RequestFailure.Garbage()))
            { Duration = minute });
        const string metrics = "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods";
        const string prometheus = "/prometheus/api/v1/query?query=vector(1)";

        cluster.PassTo(40);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await cluster.Client.GetAsync(metrics)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await cluster.Client.GetAsync(prometheus)).StatusCode);
        cluster.PassTo(100);
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, (await cluster.Client.GetAsync(metrics)).StatusCode);
        var garbage = await cluster.Client.GetAsync(prometheus);
        Assert.Equal(HttpStatusCode.OK, garbage.StatusCode);
        Assert.StartsWith("<html>", await garbage.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        cluster.PassTo(160);
        Assert.StartsWith("{\"status\":\"success\"", await cluster.Client.GetStringAsync(prometheus),
            StringComparison.Ordinal);
    }

    private static Task<ScriptedCluster> Start(double rate, params Fault[] faults) => Start(rate, "todo:1", faults);

    private static Task<ScriptedCluster> Start(double rate, string image, params Fault[] faults) =>
        ScriptedCluster.StartAsync(rate, image, faults);

    /// <summary>One failed write, of the scale alone so that creating the Deployment is spared.</summary>
    private static Fault Failing(string name, RequestFailure failure) => new(name, AtOnce,
        new FaultEffect.RequestFails(RequestSelection.Writes with { PathContains = "/scale" }, failure, Times: 1));

    private static string Text(JsonNode node, params string[] path)
    {
        JsonNode? at = node;
        foreach (var part in path)
            at = at?[part];
        return at?.ToJsonString().Trim('"') ?? $"nothing at {string.Join('.', path)} of {node.ToJsonString()}";
    }
}
