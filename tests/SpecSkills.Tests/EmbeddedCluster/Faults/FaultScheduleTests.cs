using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.EmbeddedCluster.Pods;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.Tests.Decisions;
using SpecSkills.Tests.EmbeddedCluster.Load;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Faults;

public sealed class FaultScheduleTests
{
    private const string ScalePath = "/apis/apps/v1/namespaces/default/deployments/web/scale";

    private static readonly FaultTrigger.After AtOnce = new(TimeSpan.Zero);
    private static readonly PodSelection NewPods = new("default", "web") { NewOnly = true };

    private readonly FixedCluster cluster = new FixedCluster("default", "web").WithPods(2, LoadRun.Start);

    [Fact]
    public void A_fault_with_a_duration_begins_and_ends()
    {
        var schedule = Plan(new Fault("late", new FaultTrigger.After(TimeSpan.FromSeconds(10)),
            new FaultEffect.ClockStep(TimeSpan.FromMinutes(-7)))
        { Duration = TimeSpan.FromSeconds(5) });

        Assert.Equal(TimeSpan.Zero, schedule.ClockOffset(LoadRun.At(9.999)));
        Assert.Equal(TimeSpan.FromMinutes(-7), schedule.ClockOffset(LoadRun.At(10)));
        Assert.Equal(TimeSpan.FromMinutes(-7), schedule.ClockOffset(LoadRun.At(14.999)));
        Assert.Equal(TimeSpan.Zero, schedule.ClockOffset(LoadRun.At(15)));
    }

    [Fact]
    public void The_pods_of_the_next_scale_up_fail_until_it_is_undone()
    {
        var schedule = Plan(new Fault("bad", new FaultTrigger.ReplicaChange("default", "web", ReplicaDirection.Up),
            new FaultEffect.AnswersErrors(NewPods, 0.4)));
        Assert.Empty(schedule.Active(LoadRun.At(1)));

        cluster.Scale(1, LoadRun.At(2));
        Assert.Empty(schedule.Active(LoadRun.At(2)));
        cluster.Scale(3, LoadRun.At(3));

        Assert.Single(schedule.Active(LoadRun.At(3)));
        Assert.Equal([0, 0.4, 0.4], cluster.Pods.Select(pod => schedule.EffectOn(pod, LoadRun.At(4)).ErrorShare));
        cluster.Scale(1, LoadRun.At(5));
        Assert.Empty(schedule.Active(LoadRun.At(5)));
        cluster.Scale(3, LoadRun.At(6));
        Assert.Empty(schedule.Active(LoadRun.At(6)));
    }

    [Fact]
    public void A_trigger_of_three_times_goes_off_three_times()
    {
        var schedule = Plan(new Fault("bad",
            new FaultTrigger.ReplicaChange("default", "web", ReplicaDirection.Up)
            { Times = 3, ArmedAfter = TimeSpan.FromSeconds(10) },
            new FaultEffect.AnswersErrors(NewPods, 1)));
        var went = new List<bool>();
        for (var round = 0; round < 6; round++)
        {
            var at = 5 + (round * 10);
            schedule.Active(LoadRun.At(at));
            cluster.Scale(3, LoadRun.At(at + 1));
            went.Add(schedule.Active(LoadRun.At(at + 1)).Count == 1);
            cluster.Scale(2, LoadRun.At(at + 2));
            Assert.Empty(schedule.Active(LoadRun.At(at + 2)));
        }

        Assert.Equal([false, true, true, true, false, false], went);
    }

    [Fact]
    public void The_next_two_writes_conflict_as_a_real_server_words_it_and_the_third_passes()
    {
        var schedule = Plan(new Fault("conflict", AtOnce,
            new FaultEffect.RequestFails(RequestSelection.Writes, new RequestFailure.Conflict(), Times: 2)));

        Assert.Null(schedule.Intercept(new ApiRequest("GET", ScalePath, []), LoadRun.At(1)));
        var first = Response(schedule.Intercept(new ApiRequest("PATCH", ScalePath, []), LoadRun.At(1)));
        Assert.NotNull(schedule.Intercept(new ApiRequest("PATCH", ScalePath, []), LoadRun.At(2)));
        Assert.Null(schedule.Intercept(new ApiRequest("PATCH", ScalePath, []), LoadRun.At(3)));

        var recorded = JsonNode.Parse(File.ReadAllText(Path.Combine(
            TestData.Folder, "kubernetes-recordings", "1.33", "scale-patch-stale-resource-version.json")))!
            ["exchanges"]![0]!["response"]!["body"]!.ToJsonString().Replace("todo-frontend", "web",
                StringComparison.Ordinal);
        Assert.Equal(409, first.Status);
        Assert.Equal(Normal(recorded), Normal(Encoding.UTF8.GetString(first.Body.Span)));
    }

    [Fact]
    public void Too_many_requests_is_plain_text_with_a_time_to_wait()
    {
        var schedule = Plan(new Fault("busy", AtOnce,
            new FaultEffect.RequestFails(RequestSelection.All, new RequestFailure.TooManyRequests(3))));

        var answer = Response(schedule.Intercept(new ApiRequest("GET", "/api/v1/pods", []), LoadRun.At(1)));

        Assert.Equal(429, answer.Status);
        Assert.Equal("Too many requests, please try again later.\n", Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal(new KeyValuePair<string, string>("Retry-After", "3"), Assert.Single(answer.Headers));
    }

    [Fact]
    public void A_backend_that_is_down_takes_only_its_own_paths_with_it()
    {
        var schedule = Plan(
            new Fault("metrics", AtOnce, new FaultEffect.MetricsDown()),
            new Fault("prometheus", AtOnce, new FaultEffect.PrometheusFails(new RequestFailure.NoAnswer())));
        RequestFault? Get(string path) => schedule.Intercept(new ApiRequest("GET", path, []), LoadRun.At(1));

        Assert.Equal(503, Response(Get("/apis/metrics.k8s.io/v1beta1/namespaces/default/pods")).Status);
        Assert.IsType<RequestFault.NeverAnswer>(Get("/prometheus/api/v1/query"));
        Assert.IsType<RequestFault.NeverAnswer>(Get("/prometheus/api/v1/query_range"));
        Assert.Null(Get("/api/v1/namespaces/default/pods"));
        Assert.Null(Get(ScalePath));
    }

    [Fact]
    public void A_selection_spares_other_clients_methods_and_paths()
    {
        var selection = new RequestSelection
        {
            Method = "PATCH",
            PathStartsWith = "/apis/apps/",
            PathContains = "/scale",
            UserAgentContains = "specskills",
        };
        var request = new ApiRequest("PATCH", ScalePath, []) { UserAgent = "specskills/1.0" };

        Assert.True(selection.Includes(request));
        Assert.False(selection.Includes(request with { Method = "PUT" }));
        Assert.False(selection.Includes(request with { UserAgent = "kubectl/v1.32" }));
        Assert.False(selection.Includes(request with { UserAgent = null }));
        Assert.False(selection.Includes(request with { Path = "/apis/apps/v1/namespaces/default/deployments/web" }));
    }

    [Fact]
    public void Every_failure_has_its_response()
    {
        foreach (var kind in typeof(RequestFailure).GetNestedTypes().Where(type => !type.IsAbstract))
        {
            var failure = kind == typeof(RequestFailure.TooManyRequests)
                ? new RequestFailure.TooManyRequests()
                : (RequestFailure)Activator.CreateInstance(kind)!;
            var schedule = Plan(new Fault("any", AtOnce, new FaultEffect.RequestFails(RequestSelection.All, failure)));
            Assert.NotNull(schedule.Intercept(new ApiRequest("GET", "/", []), LoadRun.At(1)));
        }
    }

    [Fact]
    public void A_watch_is_cut_as_often_as_the_script_says()
    {
        var schedule = Plan(new Fault("cut", AtOnce, new FaultEffect.DropWatches("/deployments")));

        Assert.False(schedule.CutsWatch("/api/v1/pods", null, LoadRun.At(1)));
        Assert.True(schedule.CutsWatch("/apis/apps/v1/deployments", null, LoadRun.At(1)));
        Assert.False(schedule.CutsWatch("/apis/apps/v1/deployments", null, LoadRun.At(2)));
    }

    [Fact]
    public void Containers_crash_are_killed_or_stay_unready_as_scripted()
    {
        ContainerOutlook Play(FaultEffect effect, double second)
        {
            var schedule = Plan(new Fault("pod", AtOnce, effect));
            var pod = cluster.Pods[0];
            return Behaviour(schedule).Observe(pod, pod.Containers[0], LoadRun.At(second));
        }

        Assert.IsType<ContainerOutlook.Serving>(Play(new FaultEffect.MetricsDown(), 30));
        Assert.Equal(LoadRun.At(2), Play(new FaultEffect.CrashLoop(PodSelection.All), 1.9).LookAgainAt);
        Assert.Equal(new ContainerOutlook.Exited(3, "Error"),
            Play(new FaultEffect.CrashLoop(PodSelection.All, 3), 2));
        Assert.Equal(new ContainerOutlook.Exited(137, "OOMKilled"),
            Play(new FaultEffect.OutOfMemory(PodSelection.All), 20));
        Assert.IsType<ContainerOutlook.NotReady>(Play(new FaultEffect.NotReady(PodSelection.All), 30));
        var slow = new FaultEffect.SlowStart(PodSelection.All, TimeSpan.FromSeconds(40));
        Assert.IsType<ContainerOutlook.NotReady>(Play(slow, 40.9));
        Assert.IsType<ContainerOutlook.Serving>(Play(slow, 41));
        Assert.IsType<ContainerOutlook.Serving>(
            Play(new FaultEffect.CrashLoop(new PodSelection { ImageContains = ":2" }), 30));
    }

    [Fact]
    public void An_image_that_cannot_be_pulled_fails_at_every_attempt_and_others_are_not_affected()
    {
        var schedule = Plan(new Fault("image", AtOnce, new FaultEffect.ImageNeverPulls(":broken")));
        var pod = cluster.Pods[0];
        var broken = pod.Containers[0] with { Image = "todo:broken-2" };

        var failed = Assert.IsType<ImagePull.Fails>(Behaviour(schedule).PullImage(pod, broken, 7, LoadRun.At(1)));
        Assert.Contains("todo:broken-2: not found", failed.Message, StringComparison.Ordinal);
        Assert.IsType<ImagePull.Succeeds>(Behaviour(schedule).PullImage(pod, pod.Containers[0], 1, LoadRun.At(1)));
    }

    [Fact]
    public void Too_much_memory_per_request_kills_under_load_and_only_then()
    {
        ContainerOutlook Play(double rate)
        {
            var plan = new FaultPlan(new Fault("leak", AtOnce, new FaultEffect.MemoryGrowth(PodSelection.All, 64)));
            var run = new LoadRun(new TrafficCurve.Constant(rate), 1, plan, noise: 0);
            var behaviour = new ScriptedPodBehaviour(Healthy(), run.Faults, run.Engine);
            return behaviour.Observe(run.Cluster.Pods[0], run.Cluster.Pods[0].Containers[0], LoadRun.At(30));
        }

        Assert.IsType<ContainerOutlook.Serving>(Play(10));
        Assert.Equal(new ContainerOutlook.Exited(137, "OOMKilled"), Play(100));
    }

    [Fact]
    public void A_stepped_clock_is_off_for_the_agent_and_its_timers_are_not()
    {
        var schedule = Plan(new Fault("step", new FaultTrigger.After(TimeSpan.FromSeconds(10)),
            new FaultEffect.ClockStep(TimeSpan.FromHours(-1))));
        var inner = new SetClock { Now = LoadRun.At(5) };
        var clock = new FaultyClock(inner, schedule);
        Assert.Equal(LoadRun.At(5), clock.GetUtcNow());

        inner.Now = LoadRun.At(20);

        Assert.Equal(LoadRun.At(20 - 3600), clock.GetUtcNow());
        Assert.Equal(inner.GetTimestamp(), clock.GetTimestamp());
    }

    private static HealthyPodBehaviour Healthy() =>
        new(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    private static ScriptedPodBehaviour Behaviour(FaultSchedule schedule) => new(Healthy(), schedule, null);

    private static ApiResponse Response(RequestFault? fault) => Assert.IsType<RequestFault.Respond>(fault).Response;

    private static string Normal(string json) => string.Join(',', JsonNode.Parse(json)!.AsObject()
        .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value?.ToJsonString()}"));

    private FaultSchedule Plan(params Fault[] faults)
    {
        var schedule = new FaultSchedule(new FaultPlan(faults), LoadRun.Start);
        schedule.Attach(cluster);
        return schedule;
    }
}
