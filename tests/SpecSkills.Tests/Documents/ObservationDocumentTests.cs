using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Observations;
using SpecSkills.Tests.Decisions;
using Xunit;

namespace SpecSkills.Tests.Documents;

public sealed class ObservationDocumentTests
{
    private const string Least =
        """{"service":"web","observed_at":"2026-11-22T10:00:00Z","deployment":{"replicas":2,"ready_replicas":1}}""";

    [Fact]
    public void What_is_written_is_read_back_the_same() => SeededCases.Run(500, random =>
    {
        var written = ObservationWriter.Write(RandomObservations.Full(random));
        var read = ObservationReader.Read(written.ToJsonString());

        Assert.Empty(read.Diagnostics);
        Assert.Equal(written.ToJsonString(), ObservationWriter.Write(read.Value!).ToJsonString());
    });

    [Fact]
    public void The_contracts_observation_keeps_its_keys_and_their_order()
    {
        var text = RepositoryFiles.Text("tests", "Data", "documents", "observation.json");
        var read = ObservationReader.Read(text);

        Assert.Empty(read.Diagnostics);
        Assert.Equal(JsonNode.Parse(text)!.ToJsonString(), ObservationWriter.Write(read.Value!).ToJsonString());
    }

    [Fact]
    public void What_is_absent_is_unknown_rather_than_zero()
    {
        var observation = ObservationReader.Read(Least).Value!;

        Assert.Equal((2, 1, 0), (observation.Deployment.Replicas, observation.Deployment.ReadyReplicas,
            observation.Deployment.WarmingPods));
        Assert.Null(observation.Deployment.AvailableReplicas);
        Assert.Null(observation.Deployment.Settled);
        Assert.Equal(new MetricReadings(), observation.Metrics);
        Assert.Null(observation.Approved);
        Assert.Empty(observation.Pods);
        Assert.False(observation.History.BreakerOpen);
    }

    [Theory]
    [InlineData("""{"utilization_percent": 80.01, "sampled_at": "2026-11-22T10:00:00Z"}""", "80.01")]
    [InlineData("""{"utilization_percent": 0.1, "sampled_at": "2026-11-22T10:00:00Z"}""", "0.1")]
    [InlineData("""{"utilization_percent": "NaN", "sampled_at": "2026-11-22T10:00:00Z"}""", null)]
    [InlineData("""{"utilization_percent": "Infinity"}""", null)]
    [InlineData("""{"utilization_percent": "-Infinity"}""", null)]
    [InlineData("""{"utilization_percent": 1e400}""", null)]
    public void Numbers_are_read_as_written_and_what_is_none_is_unusable(string cpu, string? value)
    {
        var read = Read("metrics", $$$"""{"cpu": {{{cpu}}}}""");

        Assert.Empty(read.Diagnostics);
        var sample = Assert.IsType<MetricReading.Sample>(read.Value!.Metrics.Cpu);
        Assert.Equal(value, sample.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_failed_collector_is_not_an_absent_one_and_its_words_are_bounded()
    {
        var error = new string('x', 999);
        var failed = Read("metrics", $$$"""{"cpu": {"error": "{{{error}}}\u0007"}}""").Value!.Metrics;

        Assert.Equal(200, Assert.IsType<MetricReading.Failed>(failed.Cpu).Error.Length);
        Assert.Null(failed.Memory);
    }

    [Theory]
    [InlineData("metrics", """{"cpu": {"utilization_percent": "85%"}}""",
        "JS0004", "$.metrics.cpu.utilization_percent")]
    [InlineData("metrics", """{"cpu": {"sampled_at": "2026-11-22T10:00:00Z"}}""",
        "JS0005", "$.metrics.cpu.utilization_percent")]
    [InlineData("metrics", """{"cpu": {"utilization_percent": 1, "percent": 1}}""", "JS0003", "$.metrics.cpu")]
    [InlineData("metrics", """{"disk": {"percent": 1}}""", "JS0003", "$.metrics")]
    [InlineData("metrics", """{"cpu": {"utilization_percent": 1, "sampled_at": "2026-11-22T10:00:00"}}""",
        "JS0006", "$.metrics.cpu.sampled_at")]
    [InlineData("metrics", """[]""", "JS0004", "$.metrics")]
    [InlineData("history", """{"breaker": "half-open"}""", "JS0006", "$.history.breaker")]
    [InlineData("history", """{"breaker": true}""", "JS0004", "$.history.breaker")]
    [InlineData("history", """{"cpu_window_percent": [1, "x"]}""", "JS0004", "$.history.cpu_window_percent")]
    [InlineData("history", """{"frozen": "false"}""", "JS0004", "$.history.frozen")]
    [InlineData("pods", """[{"name": "a"}]""", "JS0005", "$.pods[0].ready")]
    [InlineData("pods", """[{"name": "a; reboot", "ready": true}]""", "JS0006", "$.pods[0].name")]
    [InlineData("pods", """[{"name": "-A", "ready": true}]""", "JS0006", "$.pods[0].name")]
    [InlineData("containers", """[{"name": "app", "cpu": {"request": "5 m"}}]""",
        "JS0006", "$.containers[0].cpu.request")]
    [InlineData("containers", """[{"name": "app", "memory": {"request": "-1Mi"}}]""",
        "JS0006", "$.containers[0].memory.request")]
    [InlineData("approved", """{"values": {"app.cpu.request": true}}""", "JS0004", "$.approved.values.app.cpu.request")]
    [InlineData("disruption_budget", """{"allowed": -1}""", "JS0006", "$.disruption_budget.allowed")]
    [InlineData("deployment", """{"replicas": 2}""", "JS0005", "$.deployment.ready_replicas")]
    [InlineData("deployment", """{"replicas": 2.5, "ready_replicas": 1}""", "JS0004", "$.deployment.replicas")]
    [InlineData("deployment", """{"replicas": 99999999999, "ready_replicas": 1}""", "JS0004", "$.deployment.replicas")]
    [InlineData("deployment", """{"replicas": "2", "ready_replicas": 1}""", "JS0004", "$.deployment.replicas")]
    [InlineData("service", "\"../etc/passwd\"", "JS0006", "$.service")]
    [InlineData("sevrice", "1", "JS0003", "$")]
    public void A_wrong_part_is_found_at_its_place(string key, string part, string code, string path)
    {
        var read = Read(key, part);

        Assert.Null(read.Value);
        var finding = Assert.Single(read.Diagnostics);
        Assert.Equal((code, path), (finding.Code, finding.Path));
        Assert.NotEmpty(finding.Help);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"service": "a", "service": "b"}""")]
    [InlineData("{} {}")]
    [InlineData("// a comment\n{}")]
    [InlineData("{\"a\": 1,}")]
    public void What_is_not_one_strict_object_is_refused(string text)
    {
        var read = ObservationReader.Read(text);

        Assert.Null(read.Value);
        Assert.NotEmpty(read.Diagnostics);
    }

    [Fact]
    public void Depth_size_and_the_number_of_findings_are_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100);
        var huge = new string(' ', (8 << 20) + 1);
        var wrong = "{" + string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"k{i}\": 1")) + "}";

        Assert.Equal("JS0001", Assert.Single(ObservationReader.Read(deep).Diagnostics).Code);
        Assert.Equal("JS0002", Assert.Single(ObservationReader.Read(huge).Diagnostics).Code);
        Assert.Equal(50, ObservationReader.Read(wrong).Diagnostics.Count);
    }

    /// <summary>The least observation with one key set to <paramref name="part"/>.</summary>
    private static DocumentReading<Observation> Read(string key, string part)
    {
        var quoted = $"\"{key}\": ";
        var others = JsonNode.Parse(Least)!.AsObject().Where(pair => pair.Key != key)
            .Select(pair => $"\"{pair.Key}\": {pair.Value!.ToJsonString()}");
        return ObservationReader.Read($"{{{string.Join(',', others)}, {quoted}{part}}}");
    }
}
