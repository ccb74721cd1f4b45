using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.Core.Observations;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.EmbeddedCluster.Metrics;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.Tests.EmbeddedCluster.Load;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Metrics;

/// <summary>The default queries over the load model give what the model itself says.</summary>
public sealed class DefaultQueryTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(30, 2)]
    [InlineData(70, 2)]
    [InlineData(95, 2)]
    [InlineData(90, 5)]
    public void Each_answers_what_the_model_says(double rate, int pods)
    {
        var run = new LoadRun(new TrafficCurve.Constant(rate), pods, noise: 0);
        var truth = run.SnapshotAt(600);

        Assert.Equal(truth.ServedPerSecond, Value(run, DefaultQueries.Throughput)!.Value, 0.05);
        Assert.Equal(truth.ErrorShare, Value(run, DefaultQueries.ErrorRate)!.Value, 0.001);
        Assert.Equal(rate * 60, Value(run, DefaultQueries.RequestCount)!.Value, 2);
        Assert.Equal(1.0, Value(run, DefaultQueries.Availability));
        // A quantile from a histogram is right to the bucket it falls in.
        Assert.True(SameBucket(truth.LatencyP50!.Value, Value(run, DefaultQueries.LatencyP50)!.Value));
        Assert.True(SameBucket(truth.LatencyP95!.Value, Value(run, DefaultQueries.LatencyP95)!.Value));
        Assert.True(SameBucket(truth.LatencyP99!.Value, Value(run, DefaultQueries.LatencyP99)!.Value));
    }

    [Fact]
    public void Before_the_first_step_there_is_no_answer_and_without_requests_not_a_number()
    {
        var idle = new LoadRun(new TrafficCurve.Constant(0), 1);

        Assert.Null(Value(idle, DefaultQueries.LatencyP95, 1));
        Assert.Null(Value(idle, DefaultQueries.ErrorRate, 1));
        Assert.Equal(double.NaN, Value(idle, DefaultQueries.LatencyP95, 600));
        Assert.Equal(double.NaN, Value(idle, DefaultQueries.ErrorRate, 600));
        Assert.Equal(0, Value(idle, DefaultQueries.Throughput, 600));
    }

    [Fact]
    public void Availability_counts_ready_pods_and_never_surge_ones()
    {
        var run = new LoadRun(new TrafficCurve.Constant(10), 4);
        run.Cluster.Replace(3, pod => pod with { Ready = false });
        Assert.Equal(0.75, Value(run, DefaultQueries.Availability, 60));

        run.Cluster.WithPods(5, LoadRun.Start);
        run.Cluster.Replicas = 4;
        Assert.Equal(1, Value(run, DefaultQueries.Availability, 120));
    }

    [Fact]
    public void A_deployment_that_is_gone_has_no_answer()
    {
        var run = new LoadRun(new TrafficCurve.Constant(10), 1);
        run.Engine.Advance(LoadRun.At(60));

        Assert.Null(Value(run, DefaultQueries.Throughput, 60, deployment: "other"));
    }

    [Fact]
    public void An_hour_of_cpu_has_its_samples_and_its_percentile()
    {
        var run = new LoadRun(new TrafficCurve.Constant(20), 2);
        var query = DefaultQueries.Render(DefaultQueries.ContainerCpuCores, "default", "web", Window);
        var start = LoadRun.At(60).ToUnixTimeSeconds();
        var series = Ask(run, 3660, "query_range",
            ("query", query), ("start", $"{start}"), ("end", $"{start + 3600}"), ("step", "30"));

        Assert.Equal(2, series.Count);
        var samples = series.SelectMany(one => one!["values"]!.AsArray())
            .Select(sample => double.Parse(sample![1]!.GetValue<string>(), CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(samples.Count, 240, 242);
        // 10 requests per second at 5 ms and 2m idle; noise is 3 %, and averaged over a minute.
        Assert.All(samples, cores => Assert.InRange(cores, 0.050, 0.054));

        var percentile = DefaultQueries.Render(
            "quantile_over_time(0.95, " + DefaultQueries.ContainerCpuCores + "[1h:30s])", "default", "web", Window);
        var sorted = series[0]!["values"]!.AsArray()
            .Select(sample => double.Parse(sample![1]!.GetValue<string>(), CultureInfo.InvariantCulture))
            .Order().ToList();
        var rank = 0.95 * (sorted.Count - 1);
        var naive = sorted[(int)rank] + ((rank - (int)rank) * (sorted[(int)rank + 1] - sorted[(int)rank]));
        var asked = Ask(run, 3660, "query", ("query", percentile), ("time", $"{start + 3600}"));
        Assert.Equal(naive, First(asked)!.Value, 9);
    }

    [Fact]
    public void Memory_over_an_hour_has_its_maximum()
    {
        var run = new LoadRun(new TrafficCurve.Constant(20), 2);
        var query = "max_over_time(" + DefaultQueries.ContainerMemoryBytes + "[1h:15s])";

        Assert.InRange(Value(run, query, 3600)!.Value, 48L << 20, 51L << 20);
    }

    [Theory]
    [InlineData(typeof(FaultEffect.PrometheusNotANumber))]
    [InlineData(typeof(FaultEffect.PrometheusOld))]
    [InlineData(typeof(FaultEffect.PrometheusScrapesStop))]
    public void A_lying_backend_answers_with_success_and_not_the_truth(Type kind)
    {
        FaultEffect effect = kind == typeof(FaultEffect.PrometheusOld)
            ? new FaultEffect.PrometheusOld(TimeSpan.FromMinutes(3))
            : (FaultEffect)Activator.CreateInstance(kind)!;
        var plan = new FaultPlan(new Fault("lie", new FaultTrigger.After(TimeSpan.FromMinutes(5)), effect));
        var run = new LoadRun(new TrafficCurve.Constant(20), 1, plan, noise: 0);

        Assert.Equal(20, Value(run, DefaultQueries.Throughput, 299)!.Value, 3);
        var answer = Ask(run, 480, "query",
            ("query", DefaultQueries.Render(DefaultQueries.Throughput, "default", "web", Window)));
        switch (effect)
        {
            case FaultEffect.PrometheusNotANumber:
                Assert.Equal(double.NaN, First(answer));
                break;
            case FaultEffect.PrometheusOld:
                Assert.Equal(LoadRun.At(300).ToUnixTimeSeconds(), answer[0]!["value"]![0]!.GetValue<decimal>());
                break;
            default:
                Assert.Empty(answer);
                Assert.Equal(1, Value(run, DefaultQueries.Availability, 480));
                Assert.Null(Value(run, DefaultQueries.Availability, 601));
                break;
        }
    }

    private static bool SameBucket(TimeSpan truth, double answered)
    {
        double[] bounds =
        [
            0, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2, 0.225, 0.25, 0.3, 0.35, 0.4, 0.5, 0.75,
            1, 1.5, 2.5, 5, 10,
        ];
        var below = bounds.Last(bound => bound <= truth.TotalSeconds);
        var above = bounds.First(bound => bound > truth.TotalSeconds);
        return answered >= below - 0.001 && answered <= above + 0.001;
    }

    private static double? Value(LoadRun run, string query, double second = 600, string deployment = "web") =>
        First(Ask(run, second, "query",
            ("query", DefaultQueries.Render(query, "default", deployment, Window))));

    private static double? First(JsonArray result) => result.Count == 0
        ? null
        : result[0]!["value"]![1]!.GetValue<string>() is var text && text == "NaN"
            ? double.NaN
            : double.Parse(text, CultureInfo.InvariantCulture);

    private static JsonArray Ask(
        LoadRun run, double second, string endpoint, params (string Name, string Value)[] parameters)
    {
        var route = new PrometheusRoute(run.Engine, run.Faults);
        var answer = route.Handle(
            new ApiRequest("GET", $"/prometheus/api/v1/{endpoint}",
                [.. parameters.Select(one => KeyValuePair.Create(one.Name, one.Value))]), LoadRun.At(second))!;
        Assert.Equal(200, answer.Status);
        return JsonNode.Parse(answer.Body.Span)!["data"]!["result"]!.AsArray();
    }
}
