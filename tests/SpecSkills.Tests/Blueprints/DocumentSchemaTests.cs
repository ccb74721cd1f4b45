using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Storage.Schemas;
using SpecSkills.Storage.Yaml;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

/// <summary>What the schema says by itself: paths as rules write them, lines of the file, and our own words.</summary>
public sealed class DocumentSchemaTests
{
    private const string Name = "  name: todo-backend\n";
    private const string Created = "  created: 2026-02-10\n";

    [Fact]
    public void A_document_that_is_as_it_should_be_has_no_finding() => Assert.Empty(Findings(Shipped()));

    [Theory]
    [InlineData("5.0")]
    [InlineData("1e3")]
    public void A_number_with_a_point_or_an_exponent_is_no_whole_one(string number) =>
        Assert.Equal(
            ["spec.scaling.min_replicas: integer expected"], Said(Findings(WithMinReplicas(number))));

    [Fact]
    public void A_bound_is_said_with_its_number() =>
        Assert.Equal(
            ["spec.scaling.min_replicas: number too small, the least is 0"], Said(Findings(WithMinReplicas("-1"))));

    [Fact]
    public void A_number_beyond_every_range_is_refused_and_stops_nothing() =>
        Assert.Equal(
            [
                "spec.scaling.min_replicas: integer expected",
                "spec.scaling.min_replicas: number too big, the most is 100000",
            ], Said(Findings(WithMinReplicas("1e400"))).Order());

    [Fact]
    public void A_line_break_at_the_end_is_no_part_of_a_pattern()
    {
        var finding = Assert.Single(Findings(With(Name, "  name: \"todo-backend\\n\"\n")));

        Assert.Equal("metadata.name: pattern mismatch", Assert.Single(Said([finding])));
        Assert.Equal((5, 9), (finding.Line, finding.Column));
    }

    [Fact]
    public void Each_missing_key_is_a_finding_of_its_own() =>
        Assert.Equal(
            ["metadata.name: property required", "metadata.version: property required"],
            Said(Findings(With("  version: 1.0.0\n", "").Replace(Name, "", StringComparison.Ordinal))).Order());

    [Fact]
    public void A_key_is_named_as_it_is_written_with_slash_and_tilde() =>
        Assert.Equal(
            ["metadata.a/b~c: no additional properties allowed"],
            Said(Findings(With(Name, $"{Name}  a/b~c: 1\n"))));

    [Fact]
    public void A_key_is_held_to_a_pattern_that_has_a_slash()
    {
        Assert.Empty(Findings(With(Name, $"{Name}  labels: {{team/a: x}}\n")));
        Assert.Equal(
            ["metadata.labels.team~a: no additional properties allowed"],
            Said(Findings(With(Name, $"{Name}  labels: {{team~a: x}}\n"))));
    }

    [Fact]
    public void A_list_item_that_no_branch_takes_is_one_finding_at_its_place()
    {
        var text = With("- scale_within_limits", "- scale_without_limits");

        Assert.Equal(
            ["spec.governance.agent_authority.allowed_operations[0]: not any of"], Said(Findings(text)));
    }

    [Fact]
    public void A_day_that_no_calendar_has_is_refused() =>
        Assert.Equal(
            ["metadata.created: date expected"],
            Said(Findings(With(Created, "  created: 2026-02-30\n"))));

    private static IReadOnlyList<Diagnostic> Findings(string text) =>
        DocumentSchema.ValidateBlueprint(YamlDocument.Read(text).Root!);

    private static IEnumerable<string> Said(IEnumerable<Diagnostic> findings) =>
        findings.Select(finding => $"{finding.Path}: {finding.Message.Split(": ", 2)[1]}");

    private static string WithMinReplicas(string number) => With("min_replicas: 2\n", $"min_replicas: {number}\n");

    private static string With(string text, string other)
    {
        var shipped = Shipped();
        Assert.Contains(text, shipped, StringComparison.Ordinal);
        return shipped.Replace(text, other, StringComparison.Ordinal);
    }

    private static string Shipped() => RepositoryFiles.Text("blueprints", "backend", "blueprint.yaml");
}
