using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Evaluations;
using SpecSkills.Skills.Kit;
using Xunit;

namespace SpecSkills.Tests.Documents;

public sealed class BatchTests
{
    private const string Observation =
        """{"service":"web","observed_at":"2026-11-22T10:00:00Z","deployment":{"replicas":2,"ready_replicas":1}}""";

    private static readonly EvaluationInput[] Required =
        [EvaluationInput.Blueprint, EvaluationInput.Observation, EvaluationInput.Now];

    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\nb", "a|b")]
    [InlineData("a\n\nb", "a||b")]
    [InlineData("", "")]
    [InlineData("\n", "")]
    [InlineData("12345678\nok\n", "(long)|ok")]
    [InlineData("1234567", "1234567")]
    public void Every_line_is_a_request_and_none_is_longer_than_the_limit(string text, string lines) => Assert.Equal(
        lines, string.Join('|', BoundedLines.Of(new StringReader(text), 7).Select(line => line ?? "(long)")));

    [Fact]
    public void Answers_come_in_order_one_per_line()
    {
        var answers = new StringWriter();
        var code = Batch.Run(
            new StringReader("1\n2\n3\n"), answers, line => new JsonObject { ["line"] = line }, CancellationToken.None);

        Assert.Equal(0, code);
        Assert.Equal("{\"line\":\"1\"}\n{\"line\":\"2\"}\n{\"line\":\"3\"}\n", answers.ToString());
    }

    [Fact]
    public void Documents_stand_inline_as_objects_or_as_text()
    {
        var asObject = Read(
            $$"""{"blueprint": {"kind": 1}, "observation": {{Observation}}, "now": "2026-11-22T10:00:00Z"}""");
        var quoted = JsonValue.Create(Observation).ToJsonString();
        var asText = Read($$"""{"blueprint": "kind: 1", "observation": {{quoted}}, "now": "2026-11-22T10:00:00Z"}""");

        Assert.Equal("""{"kind": 1}""", asObject.Value!.Blueprint);
        Assert.Equal("kind: 1", asText.Value!.Blueprint);
        Assert.Equal("web", asText.Value.Observation!.Service);
        Assert.Equal(asObject.Value.Now, asText.Value.Now);
    }

    [Theory]
    [InlineData("garbage", "$")]
    [InlineData("", "$")]
    [InlineData("""{"blueprint": 3, "observation": OBS, "now": "2026-11-22T10:00:00Z"}""", "$.blueprint")]
    [InlineData("""{"blueprint": "x", "observation": {"service": 1}, "now": "2026-11-22T10:00:00Z"}""",
        "$.observation.service")]
    [InlineData("""{"blueprint": "x", "observation": OBS}""", "$.now")]
    [InlineData("""{"blueprint": "x", "observation": OBS, "now": "today"}""", "$.now")]
    [InlineData("""{"blueprint": "x", "observation": OBS, "now": "2026-11-22T10:00:00Z", "policy": "x"}""", "$")]
    public void A_line_that_cannot_be_read_says_where(string line, string path)
    {
        var read = Read(line.Replace("OBS", Observation, StringComparison.Ordinal));

        Assert.Null(read.Value);
        Assert.Equal(path, read.Diagnostics[0].Path);
    }

    private static DocumentReading<EvaluationRequest> Read(string line) =>
        EvaluationRequestReader.Read(line, Required, []);
}
