using System.Text;
using SpecSkills.Core.Blueprints;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Storage.Yaml;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

public sealed class BadInputTests
{
    private static readonly string Good = RepositoryFiles.Text("tests", "Data", "blueprints", "small.yaml");

    [Theory]
    [InlineData("", DiagnosticCodes.EmptyDocument)]
    [InlineData("   \n\n", DiagnosticCodes.EmptyDocument)]
    [InlineData("# only a comment\n", DiagnosticCodes.EmptyDocument)]
    [InlineData("---\n", DiagnosticCodes.EmptyDocument)]
    [InlineData("null", DiagnosticCodes.EmptyDocument)]
    [InlineData("just a text", DiagnosticCodes.WrongShape)]
    [InlineData("- a\n- list\n", DiagnosticCodes.WrongShape)]
    [InlineData("{}", DiagnosticCodes.MissingKey)]
    [InlineData("%YAML 1.1\n---\na: 1\n", DiagnosticCodes.Tag)]
    [InlineData("a: !!int 1\n", DiagnosticCodes.Tag)]
    [InlineData("a: ! 1\n", DiagnosticCodes.Tag)]
    [InlineData("a: !ruby/object:Gem {x: 1}\n", DiagnosticCodes.Tag)]
    [InlineData("a: &x 1\nb: *x\n", DiagnosticCodes.Anchor)]
    [InlineData("a: 1\n<<: {b: 2}\n", DiagnosticCodes.AmbiguousScalar)]
    [InlineData("? [a, b]\n: 1\n", DiagnosticCodes.ComplexKey)]
    [InlineData("{\"a\": 1, \"a\": 2}", DiagnosticCodes.DuplicateKey)]
    [InlineData("a: 1\n---\nb: 2\n", DiagnosticCodes.SecondDocument)]
    [InlineData("a: 1\n...\nb\n", DiagnosticCodes.SecondDocument)]
    [InlineData("a: \"x\\0y\"\n", DiagnosticCodes.Encoding)]
    [InlineData("a: \"\\u202Ex\"\n", DiagnosticCodes.Encoding)]
    [InlineData("a: x\u0085b: 1\n", DiagnosticCodes.Encoding)]
    [InlineData("a: \0\n", DiagnosticCodes.Encoding)]
    [InlineData("a: [1, 2\n", DiagnosticCodes.Syntax)]
    public void A_document_that_is_none_is_refused_with_its_code(string text, string code)
    {
        var reading = BlueprintLoader.Load(text);
        Assert.Null(reading.Blueprint);
        Assert.Contains(reading.Diagnostics, finding => finding.Code == code);
    }

    /// <summary>What an editor saves while a person types must never end a program that reads it.</summary>
    [Fact]
    public void Half_a_document_and_a_slip_on_any_line_are_findings()
    {
        for (var length = 0; length < Good.Length; length++) BlueprintLoader.Load(Good[..length]);
        var lines = Good.Split('\n');
        string[] slips = ["[", "{", "]", "}", "\"", "'", "*", "&", "!", "|", ">", "%", "@", "? ", "- "];
        var refused = 0;
        for (var at = 0; at < lines.Length; at++)
            foreach (var slip in slips)
            {
                string[] changed = [.. lines];
                changed[at] = changed[at].Replace(": ", $": {slip}", StringComparison.Ordinal);
                if (!BlueprintLoader.Load(string.Join('\n', changed)).IsValid) refused++;
            }

        Assert.True(refused > lines.Length);
        // An unclosed bracket on every line at once, which ended the program.
        var reading = BlueprintLoader.Load(Good.Replace("kind: ", "kind: [", StringComparison.Ordinal));
        Assert.Equal(DiagnosticCodes.Syntax, Assert.Single(reading.Diagnostics).Code);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good)];
        Assert.True(BlueprintLoader.Load(bytes).IsValid);
    }

    [Fact]
    public void Carriage_returns_are_line_ends()
    {
        var text = Good.ReplaceLineEndings("\r\n").Replace("max_replicas: 5", "max_replicas: x");
        var reading = BlueprintLoader.Load(text);
        Assert.Equal(22, Assert.Single(reading.Diagnostics).Line);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Other_encodings_are_refused(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Good)];
        Assert.Equal(DiagnosticCodes.Encoding, Assert.Single(BlueprintLoader.Load(bytes).Diagnostics).Code);
    }

    [Fact]
    public void A_byte_that_is_no_UTF8_is_reported_where_it_stands()
    {
        byte[] bytes = [.. "a: 1\nb: ä"u8, 0xFF, .. "\n"u8];
        var finding = Assert.Single(BlueprintLoader.Load(bytes).Diagnostics);
        Assert.Equal((DiagnosticCodes.Encoding, 2, 5), (finding.Code, finding.Line, finding.Column));
    }

    [Fact]
    public void The_size_limit_is_exact()
    {
        var padded = Good + new string('#', YamlDocument.SizeLimit - Good.Length);
        Assert.True(BlueprintLoader.Load(padded).IsValid);
        Assert.Equal(DiagnosticCodes.FileTooLarge, Assert.Single(BlueprintLoader.Load(padded + "#").Diagnostics).Code);
    }

    [Fact]
    public void The_depth_limit_is_exact()
    {
        Assert.NotNull(YamlDocument.Read(Nested(YamlDocument.DepthLimit)).Root);
        var finding = Assert.Single(YamlDocument.Read(Nested(YamlDocument.DepthLimit + 1)).Diagnostics);
        Assert.Equal(DiagnosticCodes.TooDeep, finding.Code);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Endless_nesting_ends_at_the_limit(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 50_000));
        Assert.Contains(YamlDocument.Read(text).Diagnostics, finding => finding.Code == DiagnosticCodes.TooDeep);
    }

    [Fact]
    public void All_kinds_of_findings_are_reported_in_one_run()
    {
        var text = Good.Replace("request: 50m", "request: &r 50m").Replace("max_replicas: 5", "max_replicas: many")
            .Replace("latency_p95: 200ms", "latency_p50: 300ms\n    latency_p95: 200ms");
        Assert.Equal(
            [DiagnosticCodes.Anchor, DiagnosticCodes.TargetOrder, DiagnosticCodes.WrongValue],
            BlueprintLoader.Load(text).Diagnostics.Select(finding => finding.Code));
    }

    [Fact]
    public void JSON_is_read_like_YAML()
    {
        var fromYaml = BlueprintLoader.Load(RepositoryFiles.Text("tests", "Data", "blueprints", "complete.yaml"))
            .Blueprint!;
        var fromJson = BlueprintLoader.Load(BlueprintJson.Of(fromYaml).ToJsonString());
        Assert.True(fromJson.IsValid, string.Join('\n', fromJson.Diagnostics));
        Assert.Equivalent(fromYaml with { Digest = "" }, fromJson.Blueprint! with { Digest = "" }, strict: true);
    }

    [Fact]
    public void A_long_value_is_not_repeated_whole_in_its_message()
    {
        var text = Good.Replace("max_replicas: 5", $"max_replicas: {new string('x', 100_000)}");
        var reading = BlueprintLoader.Load(text);
        Assert.All(reading.Diagnostics, finding => Assert.True(finding.Message.Length < 500));
    }

    [Theory]
    [InlineData("max_replicas: 5", "max_replicas: 99999999999999999999")]
    [InlineData("max_replicas: 5", "max_replicas: 5.0")]
    [InlineData("max_replicas: 5", "max_replicas: 1e1")]
    [InlineData("max_replicas: 5", "max_replicas: \"5\"")]
    [InlineData("scale_up_threshold: 80%", "scale_up_threshold: \"80%\\n\"")]
    [InlineData("scale_up_threshold: 80%", "scale_up_threshold: -80%")]
    [InlineData("scale_up_threshold: 80%", "scale_up_threshold: 080%")]
    [InlineData("name: todo-frontend", "name: --help")]
    [InlineData("name: todo-frontend", "name: ../../etc/passwd")]
    [InlineData("version: 1.0.0", "version: 1.0.0-beta")]
    public void A_value_outside_the_grammar_leaves_no_blueprint(string good, string bad)
    {
        var reading = BlueprintLoader.Load(Good.Replace(good, bad));
        Assert.Null(reading.Blueprint);
        Assert.NotEmpty(reading.Diagnostics);
    }

    [Theory]
    [InlineData("scale_up_threshold: 80%", "scale_up_threshold: 1001%")]
    [InlineData("min_replicas: 1", "min_replicas: -1")]
    [InlineData("min_replicas: 1", "min_replicas: 6")]
    [InlineData("request: 50m", "request: 201m")]
    [InlineData("scale_down_threshold: 30%", "scale_down_threshold: 80%")]
    public void A_readable_value_without_sense_leaves_a_blueprint_to_reject(string good, string bad)
    {
        var reading = BlueprintLoader.Load(Good.Replace(good, bad));
        Assert.NotNull(reading.Blueprint);
        Assert.False(reading.IsValid);
        Assert.NotEmpty(reading.SemanticErrors);
    }

    [Fact]
    public void Thresholds_may_pass_a_hundred_percent() =>
        Assert.True(BlueprintLoader.Load(Good.Replace("scale_up_threshold: 80%", "scale_up_threshold: 1000%")).IsValid);

    private static string Nested(int depth) =>
        new string('[', depth - 1) + "1" + new string(']', depth - 1);
}
