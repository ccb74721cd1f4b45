using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;
using SpecSkills.Kubernetes;
using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Kubernetes.Observing;
using SpecSkills.Tests.Decisions;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>Latency, throughput, errors and availability as a Prometheus answers them, well or badly.</summary>
public sealed class PrometheusReadingTests
{
    private static readonly DateTimeOffset Asked = DateTimeOffset.UnixEpoch.AddSeconds(1763805600).AddMilliseconds(500);

    public static TheoryData<string, string?, string> Answers => new()
    {
        { "a value", """{"resultType":"vector","result":[{"metric":{},"value":[1763805600.5,"0.2105"]}]}""", "210.5" },
        { "a scalar", """{"resultType":"scalar","result":[1763805600.5,"1e-3"]}""", "1" },
        { "no number", """{"resultType":"vector","result":[{"metric":{},"value":[1763805600.5,"NaN"]}]}""",
            "unusable" },
        { "infinity", """{"resultType":"vector","result":[{"metric":{},"value":[1763805600.5,"+Inf"]}]}""",
            "unusable" },
        { "a huge number", """{"resultType":"scalar","result":[1763805600.5,"1e300"]}""", "unusable" },
        { "no series", """{"resultType":"vector","result":[]}""", "no data" },
        { "two series", """{"resultType":"scalar","result":[1]}""", "no sample" },
        { "a text", """{"resultType":"scalar","result":[1763805600.5,"many"]}""", "no number" },
        { "a time out of range", """{"resultType":"scalar","result":[1e30,"1"]}""", "no sample" },
        { "a matrix", """{"resultType":"matrix","result":[]}""", "one instant value" },
        { "nothing", null, "not JSON" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_becomes_a_reading(string name, string? data, string expected)
    {
        await using var server = new WireServer(_ => WireAnswer.Json(
            200, data is null ? "<html>" : $$"""{"status":"success","data":{{data}} }"""));

        var reading = (await ReadAsync(server)).LatencyP95;

        var text = reading switch
        {
            MetricReading.Sample { Value: null, SampledAt: not null } => "unusable",
            MetricReading.Sample sample => sample.SampledAt == Asked
                ? $"{sample.Value:0.####}" : $"{sample.SampledAt:O}",
            MetricReading.Failed failed => failed.Error,
            _ => "unbound",
        };
        Assert.True(text.Contains(expected, StringComparison.Ordinal), $"{name}: {text}");
    }

    [Fact]
    public async Task Units_are_those_of_observations_and_the_error_rate_knows_its_requests()
    {
        await using var server = new WireServer(request => Value(Uri.UnescapeDataString(request.Query) switch
        {
            var query when query.Contains("increase(", StringComparison.Ordinal) => "9000.4",
            var query when query.Contains("5..\"}[60s])) or vector(0)", StringComparison.Ordinal) => "0.002",
            var query when query.Contains("histogram", StringComparison.Ordinal) => "0.22",
            var query when query.Contains("available", StringComparison.Ordinal) => "1",
            _ => "150",
        }));

        var metrics = await ReadAsync(server);

        Assert.Equal(new MetricReading.Sample(220, Asked), metrics.LatencyP95);
        Assert.Equal(new MetricReading.Sample(150, Asked), metrics.Throughput);
        Assert.Equal(new MetricReading.Sample(0.2m, Asked, 9000), metrics.ErrorRate);
        Assert.Equal(new MetricReading.Sample(100, Asked), metrics.Availability);
    }

    [Fact]
    public async Task A_blueprints_own_query_is_asked_with_its_placeholders_filled_in_and_without_credentials()
    {
        await using var server = new WireServer(_ => Value("0.1"));

        await ReadAsync(server, new Dictionary<string,
            string>
        { ["latency_p95"] = "p95{d=\"$namespace/$deployment\"}[$window]" });

        Assert.Contains(server.Received, request =>
            request.Target == "/prom/api/v1/query?query=" +
                Uri.EscapeDataString("p95{d=\"default/todo-frontend\"}[60s]"));
        Assert.All(server.Received, request => Assert.Null(request.Header("Authorization")));
        Assert.Equal(7, server.Received.Count);
    }

    [Fact]
    public async Task A_prometheus_that_refuses_hangs_or_is_gone_is_a_failed_metric()
    {
        await using (var refusing = new WireServer(_ => WireAnswer.Json(
            400, """{"status":"error","errorType":"bad_data","error":"parse \u001berror"}""")))
            Assert.Equal("Prometheus: it answered 400: parse error.", Failure(await ReadAsync(refusing)));
        await using (var hanging = new WireServer(_ => new WireAnswer.Hang([])))
            Assert.Equal("Prometheus: no whole answer in time.", Failure(await ReadAsync(hanging, limitSeconds: 0.2)));
        await using (var endless = new WireServer(_ => new WireAnswer.Endless(
            WireAnswer.Head(200, "application/json", 1L << 40))))
            Assert.Contains("larger than 1 MiB", Failure(await ReadAsync(endless)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_only_the_embedded_cluster_has_a_prometheus()
    {
        await using var server = new WireServer(_ => Value("0.1"));
        var unbound = TestBlueprints.Frontend;

        Assert.Null((await ReadAsync(server, unbound, isEmbedded: false)).LatencyP95);
        Assert.NotNull((await ReadAsync(server, unbound, isEmbedded: true)).LatencyP95);
    }

    private static WireAnswer Value(string number) => WireAnswer.Json(200,
        """{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":""" +
        $"[1763805600.5,\"{number}\"]" + "}]}}");

    private static string Failure(MetricReadings metrics) =>
        Assert.IsType<MetricReading.Failed>(metrics.Throughput).Error;

    private static Task<MetricReadings> ReadAsync(
        WireServer prometheus, Dictionary<string, string>? queries = null, double limitSeconds = 10) =>
        ReadAsync(
            prometheus, TestBlueprints.Frontend with
            {
                Observability = new ObservabilityPolicy(
                    new Uri(prometheus.Address, "/prom"), queries ?? new Dictionary<string, string>()),
            }, isEmbedded: false, limitSeconds);

    private static async Task<MetricReadings> ReadAsync(WireServer prometheus, Blueprint blueprint, bool isEmbedded,
        double limitSeconds = 10)
    {
        await using var cluster = new ScriptedCluster()
            .On("GET", "/apis/apps/v1/namespaces/default/deployments/todo-frontend", WireAnswer.Json(200, """
                {"kind":"Deployment","metadata":{"name":"todo-frontend","namespace":"default","uid":"u"},
                 "spec":{"replicas":0,"selector":{"matchLabels":{"app":"web"}}},"status":{}}
                """))
            .OnList("/apis/apps/v1/namespaces/default/replicasets", "ReplicaSetList")
            .OnList("/api/v1/namespaces/default/pods", "PodList");
        using var adapter = ClusterAdapter.For(
            ClusterConnection.Plain("test", cluster.Address), TimeProvider.System,
            new ClusterObserverOptions
            {
                IsEmbedded = isEmbedded,
                EmbeddedPrometheus = prometheus.Address,
                Metrics = new SpecSkills.Kubernetes.Client.ApiClientOptions
                {
                    ReadTimeout = TimeSpan.FromSeconds(limitSeconds),
                },
            });
        var reading = await adapter.Observer.ObserveAsync(blueprint, default);
        return Assert.IsType<ClusterReading<Observation>.Read>(reading).Value.Metrics;
    }
}
