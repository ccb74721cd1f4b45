using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.EmbeddedCluster.Metrics;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.Tests.Decisions;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Metrics;

/// <summary>The query API beside the recorded answers of a real Prometheus.</summary>
public sealed class PrometheusAnswerTests
{
    /// <summary>Queries that the real one answers and the subset refuses, as its documentation says.</summary>
    private static readonly HashSet<string> OutsideTheSubset =
        ["\"text\"", "requests_total#comment\n", "requests_total{pod=\"\\u0061\"}"];

    /// <summary>
    /// Queries that both refuse, in different words: strings and Go's regular expressions are not ours.
    /// </summary>
    private static readonly HashSet<string> WordedOtherwise =
        ["histogram_quantile(\"a\", latency_bucket)", "requests_total{code=~\"(\"}", "1..2"];

    private static readonly PrometheusRoute Route = new(new FixedSeries(), prefix: "");

    [Fact]
    public void Every_recorded_question_gets_the_recorded_answer()
    {
        var differences = new StringBuilder();
        var compared = 0;
        foreach (var recorded in Recorded())
        {
            var query = recorded["parameters"]!["query"]!.GetValue<string>();
            if (OutsideTheSubset.Contains(query))
                continue;
            compared++;
            var answer = Ask(recorded);
            var body = JsonNode.Parse(answer.Body.Span)!;
            var expected = $"{recorded["status"]} {Normal(recorded["body"]!)}";
            var actual = $"{answer.Status} {Normal(body)}";
            if (WordedOtherwise.Contains(query))
                (expected, actual) = (expected.Split(": ")[0], actual.Split(": ")[0]);
            if (expected != actual)
                differences.Append(CultureInfo.InvariantCulture,
                    $"\n{recorded["parameters"]!.ToJsonString()}\n  expected {expected}\n  actual   {actual}");
        }
        Assert.True(differences.Length == 0, differences.ToString());
        Assert.True(compared > 150);
    }

    [Fact]
    public void What_the_subset_leaves_out_is_bad_data_and_never_misread()
    {
        string[] left =
        [
            .. OutsideTheSubset, "requests_total > 5", "requests_total == bool 1", "a and b", "a unless b",
            "requests_total offset 5m", "requests_total @ 5", "a / on(pod) b", "a * ignoring(code) group_left b",
            "topk(1, a)", "irate(a[1m])", "time()", "a atan2 b", "label_replace(a, \"b\", \"c\", \"d\", \"e\")",
        ];
        foreach (var query in left)
        {
            var answer = Ask("/api/v1/query", [new("query", query)], "GET");
            var body = JsonNode.Parse(answer.Body.Span)!;
            Assert.True(answer.Status == 400, query);
            Assert.Equal("bad_data", body["errorType"]!.GetValue<string>());
        }
    }

    [Fact]
    public void A_form_asks_the_same_as_a_query_string()
    {
        var form = "query=sum%28rate%28requests_total%5B1m%5D%29%29&time=1700000300"u8.ToArray();
        var posted = Route.Handle(new ApiRequest("POST", "/api/v1/query", [])
        {
            ContentType = "application/x-www-form-urlencoded; charset=utf-8",
            Body = form,
        }, default)!;
        var got = Ask("/api/v1/query",
            [new("query", "sum(rate(requests_total[1m]))"), new("time", "1700000300")], "GET");

        Assert.Equal(200, posted.Status);
        Assert.Equal(Encoding.UTF8.GetString(got.Body.Span), Encoding.UTF8.GetString(posted.Body.Span));
    }

    [Theory]
    [InlineData(100_000, "(")]
    [InlineData(10_000, "(")]
    [InlineData(10_000, "-")]
    [InlineData(3_000, "sum(")]
    [InlineData(8_000, "{")]
    public void A_hostile_query_is_refused_and_does_not_overflow(int count, string piece)
    {
        var query = string.Concat(Enumerable.Repeat(piece, count));

        Assert.Equal(400, Ask("/api/v1/query", [new("query", query)], "GET").Status);
    }

    [Fact]
    public void Other_paths_are_not_its_own_and_other_methods_are_refused()
    {
        Assert.Null(Route.Handle(new ApiRequest("GET", "/api/v1/pods", []), default));
        Assert.Null(Route.Handle(new ApiRequest("GET", "/prometheus/api/v1/query", []), default));
        Assert.Equal(405, Ask("/api/v1/query", [], "DELETE").Status);
    }

    private static IEnumerable<JsonObject> Recorded() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(TestData.Folder, "promql", "answers.json")))!
            .AsArray().Select(node => node!.AsObject());

    private static ApiResponse Ask(JsonObject recorded) => Ask(recorded["path"]!.GetValue<string>(),
        [.. recorded["parameters"]!.AsObject().Select(pair => KeyValuePair.Create(pair.Key, (string)pair.Value!))],
        "GET");

    private static ApiResponse Ask(string path, List<KeyValuePair<string, string>> query, string method) =>
        Route.Handle(new ApiRequest(method, path, query), DateTimeOffset.FromUnixTimeSeconds(1_700_000_300))!;

    /// <summary>The order of series has no meaning, and the last digits of a sum depend on it.</summary>
    private static string Normal(JsonNode body)
    {
        if (body["data"] is not { } data)
            return $"{body["errorType"]}: {body["error"]}";
        if (data["result"]!.AsArray() is [JsonValue, ..] scalar)
            return $"{data["resultType"]} {Sample(scalar)}";
        var series = data["result"]!.AsArray().Select(one =>
        {
            var labels = string.Join(',',
                one!["metric"]!.AsObject().Select(pair => $"{pair.Key}={pair.Value}").Order());
            var samples = one["value"] is { } value ? [value] : one["values"]!.AsArray().Select(sample => sample!);
            return $"{{{labels}}} {string.Join(' ', samples.Select(sample => Sample(sample.AsArray())))}";
        });
        return $"{data["resultType"]} {string.Join("; ", series.Order(StringComparer.Ordinal))}";
    }

    private static string Sample(JsonArray sample)
    {
        var text = sample[1]!.GetValue<string>();
        var rounded = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) && text.Length > 14
            ? value.ToString("G13", CultureInfo.InvariantCulture)
            : text;
        return $"{sample[0]!.GetValue<decimal>() / 1.000m}={rounded}";
    }
}
