using SpecSkills.Storage.Schemas;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

public sealed class SchemaReferenceTests
{
    private static readonly string Page = SchemaReference.Write();

    [Fact]
    public void The_page_in_docs_is_the_one_the_schema_makes() =>
        GoldenFiles.Compare(Page, "docs", "blueprint.md");

    [Theory]
    [InlineData("## spec.scaling\n")]
    [InlineData("## spec.scaling.metrics[]\n")]
    [InlineData("## spec.governance.agent_authority\n")]
    [InlineData("| **`min_replicas`** | Never fewer without approval. | integer, 0 to 100000 |  | `1` |")]
    public void Sections_lists_references_and_rows_are_there(string text) =>
        Assert.Contains(text, Page, StringComparison.Ordinal);

    [Fact]
    public void No_row_is_without_a_meaning_or_what_is_allowed() =>
        Assert.All(Page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)), row =>
        {
            var cells = row.Split(" | ");
            Assert.True(cells[1].Trim().Length > 0 && cells[2].Trim().Length > 0, row);
        });
}
