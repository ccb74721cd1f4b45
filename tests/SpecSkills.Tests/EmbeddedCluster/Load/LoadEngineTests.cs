using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Load;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Load;

public sealed class LoadEngineTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(300)]
    public void More_replicas_never_make_latency_or_errors_worse(double rate)
    {
        LoadSnapshot? before = null;
        for (var pods = 1; pods <= 12; pods++)
        {
            var now = new LoadRun(new TrafficCurve.Constant(rate), pods, noise: 0).SnapshotAt(60);
            if (before is not null)
            {
                Assert.True(now.LatencyP50 <= before.LatencyP50, $"p50 at {pods} pods");
                Assert.True(now.LatencyP95 <= before.LatencyP95, $"p95 at {pods} pods");
                Assert.True(now.LatencyP99 <= before.LatencyP99, $"p99 at {pods} pods");
                Assert.True(now.ErrorShare <= before.ErrorShare + 1e-12, $"errors at {pods} pods");
                Assert.True(now.ServedPerSecond >= before.ServedPerSecond - 1e-9, $"served at {pods} pods");
            }
            before = now;
        }
    }

    [Fact]
    public void An_overload_hurts_and_a_third_pod_relieves_it()
    {
        // A pod of 198m to spare at 5 ms serves 39.6 requests per second.
        var two = new LoadRun(new TrafficCurve.Constant(90), 2, noise: 0).SnapshotAt(60);
        var three = new LoadRun(new TrafficCurve.Constant(90), 3, noise: 0).SnapshotAt(60);

        Assert.InRange(two.ErrorShare, 0.11, 0.13);
        Assert.True(two.LatencyP50 > TimeSpan.FromSeconds(1));
        Assert.Equal(0, three.ErrorShare, 6);
        Assert.True(three.LatencyP95 < TimeSpan.FromMilliseconds(400));
    }

    [Fact]
    public void Every_offered_request_is_answered_or_refused()
    {
        var curve = new TrafficCurve.Sequence(
            new(TimeSpan.FromMinutes(5), new TrafficCurve.Constant(20.37)),
            new(TimeSpan.FromMinutes(5), new TrafficCurve.Ramp(20, 300, TimeSpan.FromMinutes(4))),
            new(TimeSpan.FromMinutes(5), new TrafficCurve.Sine(60, 80, TimeSpan.FromMinutes(1))));
        var run = new LoadRun(curve, 3);
        var offered = 0.0;
        for (var step = 1; step <= 180; step++)
            offered += run.SnapshotAt(step * 5).OfferedPerSecond * 5;

        var scraped = run.Scrape(900);
        var counted = scraped.Where(pair => pair.Key.Contains("http_requests_total", StringComparison.Ordinal))
            .Sum(pair => pair.Value);
        Assert.Equal(offered, counted, 3);
        Assert.True(scraped["__name__=http_requests_total,code=503,deployment=web,namespace=default"] > 1000);
        Assert.Equal(
            scraped["__name__=http_requests_total,code=200,deployment=web,namespace=default"],
            scraped["__name__=http_request_duration_seconds_bucket,deployment=web,le=+Inf,namespace=default"]);
    }

    [Fact]
    public void Usage_follows_requests_per_pod()
    {
        var run = new LoadRun(new TrafficCurve.Constant(40), 4, noise: 0);
        var usage = run.Engine.Sample(run.Cluster.Pods[0], LoadRun.At(120));

        Assert.NotNull(usage);
        // 10 requests per second at 5 ms, and 2m idle.
        Assert.InRange(usage.Containers[0].CpuNanocores, 51_900_000, 52_100_000);
        Assert.InRange(usage.Containers[0].MemoryBytes, 48L << 20, 50L << 20);
    }

    [Fact]
    public void No_ready_pod_means_everything_is_refused()
    {
        var run = new LoadRun(new TrafficCurve.Constant(10), 1);
        run.Cluster.Replace(0, pod => pod with { Ready = false });

        var snapshot = run.SnapshotAt(30);

        Assert.Equal(1, snapshot.ErrorShare);
        Assert.Null(snapshot.LatencyP95);
        Assert.Equal(0, snapshot.ReadyPods);
    }

    [Fact]
    public void The_same_seed_gives_the_same_series_and_another_gives_others()
    {
        SortedDictionary<string, double> Play(ulong seed)
        {
            var run = new LoadRun(new TrafficCurve.Sine(50, 40, TimeSpan.FromMinutes(5)), 2, seed: seed);
            run.Engine.Advance(LoadRun.At(400));
            run.Cluster.Scale(3, LoadRun.At(400));
            return run.Scrape(900);
        }

        Assert.Equal(Play(7), Play(7));
        Assert.NotEqual(Play(7), Play(8));
    }

    [Fact]
    public void One_long_jump_equals_many_short_ones()
    {
        var curve = new TrafficCurve.Ramp(10, 90, TimeSpan.FromMinutes(15));
        var jumped = new LoadRun(curve, 2);
        var walked = new LoadRun(curve, 2);
        for (var second = 1; second <= 900; second++)
            walked.Engine.Advance(LoadRun.At(second));

        Assert.Equal(walked.Scrape(900), jumped.Scrape(900));
    }

    [Fact]
    public void A_long_sleep_is_a_hole_and_not_a_flood_of_steps()
    {
        var run = new LoadRun(new TrafficCurve.Constant(10), 1, noise: 0);
        run.Engine.Advance(LoadRun.At(60));

        var snapshot = run.SnapshotAt(TimeSpan.FromDays(3650).TotalSeconds);

        Assert.Equal(10, snapshot.OfferedPerSecond, 6);
        Assert.Equal((2 * 3600 * 10) + 600, run.Scrape(TimeSpan.FromDays(3650).TotalSeconds)
            ["__name__=http_requests_total,code=200,deployment=web,namespace=default"]);
    }

    [Fact]
    public void Time_that_goes_back_changes_nothing()
    {
        var run = new LoadRun(new TrafficCurve.Constant(10), 1);
        run.Engine.Advance(LoadRun.At(600));
        var before = run.Scrape(600);
        run.Engine.Advance(LoadRun.At(300));

        Assert.Equal(before, run.Scrape(600));
    }

    [Fact]
    public void Half_the_pods_faulty_fail_half_the_requests()
    {
        var plan = new FaultPlan(new Fault("bad", new FaultTrigger.After(TimeSpan.Zero),
            new FaultEffect.AnswersErrors(new PodSelection("default", "web"), 0.5)));

        var snapshot = new LoadRun(new TrafficCurve.Constant(20), 2, plan, noise: 0).SnapshotAt(60);

        Assert.Equal(0.5, snapshot.ErrorShare, 6);
        Assert.Equal(20, snapshot.ServedPerSecond, 6);
    }

    [Fact]
    public void A_queue_that_outgrows_the_memory_limit_is_told_as_out_of_memory_until_the_restart()
    {
        var cost = LoadRun.Cost with { MemoryBytesPerRequestInFlight = 16L << 20 };
        var run = new LoadRun(new TrafficCurve.Constant(200), 1, cost: cost, noise: 0);
        var pod = run.Cluster.Pods[0];

        Assert.True(run.Engine.IsOutOfMemory(pod, pod.Containers[0], LoadRun.At(10)));
        var restarted = pod.Containers[0] with { StartedAt = LoadRun.At(20), RestartCount = 1 };
        Assert.False(run.Engine.IsOutOfMemory(pod, restarted, LoadRun.At(20)));
    }

    [Theory]
    [InlineData(0.0, 14.9, false)]
    [InlineData(0.0, 15.0, true)]
    [InlineData(1.0, 29.9, false)]
    [InlineData(1.0, 30.0, true)]
    [InlineData(16.0, 45.0, true)]
    [InlineData(16.0, 44.9, false)]
    public void A_new_pod_has_metrics_after_two_scrapes(double startedAt, double askedAt, bool expected)
    {
        var run = new LoadRun(new TrafficCurve.Constant(10), 1);
        run.Cluster.WithPods(1, LoadRun.At(startedAt));
        run.Engine.Advance(LoadRun.At(askedAt));

        var usage = run.Engine.Sample(run.Cluster.Pods[0], LoadRun.At(askedAt));

        Assert.Equal(expected, usage is not null);
        if (usage is not null)
            Assert.Equal(0, (usage.SampledAt - LoadRun.Start).TotalSeconds % 15);
    }

    [Fact]
    public void The_machine_steps_the_load_inside_a_long_jump_and_skips_what_a_long_sleep_missed()
    {
        var faults = new FaultSchedule(FaultPlan.None, LoadRun.Start);
        var load = new LoadEngine(
            new LoadScenario([new ServiceLoad("default", "web", new TrafficCurve.Constant(10), LoadRun.Cost)]),
            LoadRun.Start, faults);
        var machine = new ClusterMachine(new ClusterOptions { StartTime = LoadRun.Start, UsageSource = load });
        Assert.Equal(LoadRun.At(5), load.NextDueAt);

        machine.AdvanceTo(LoadRun.At(61));
        Assert.Equal(LoadRun.At(65), load.NextDueAt);

        machine.AdvanceTo(LoadRun.Start.AddYears(10));
        Assert.True(load.NextDueAt > machine.Now);
        Assert.True(load.NextDueAt <= machine.Now + LoadEngine.StepLength);
    }
}
