using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Storage.Yaml;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

public sealed class ScalarEditTests
{
    private const string Text = "a: # kept\n  b: 1 # one\n  'c': \"two\"\nd: { e: 3 }\r\nf: >\n  folded\ng: x";

    [Theory]
    [InlineData("a.b", "1 # one", "9 # one")]
    [InlineData("a.c", "\"two\"", "9")]
    [InlineData("d.e", "e: 3 }", "e: 9 }")]
    [InlineData("g", "g: x", "g: 9")]
    public void Only_the_value_changes(string path, string before, string after) =>
        Assert.Equal(Text.Replace(before, after), ScalarEdit.Replace(Text, Read(Text), path, "9"));

    [Theory]
    [InlineData("a")]
    [InlineData("f")]
    [InlineData("a.z")]
    [InlineData("a.b.c")]
    public void What_cannot_be_changed_in_place_is_left_alone(string path) =>
        Assert.Null(ScalarEdit.Replace(Text, Read(Text), path, "9"));

    [Fact]
    public void Every_value_of_the_shipped_blueprints_can_be_changed_alone()
    {
        foreach (var folder in new[] { "frontend", "backend" })
        {
            var text = RepositoryFiles.Text("blueprints", folder, "blueprint.yaml");
            var root = Read(text);
            foreach (var (path, scalar) in Scalars(root, ""))
            {
                var edited = ScalarEdit.Replace(text, root, path, "edited");
                Assert.NotNull(edited);
                Assert.Equal(text.Length - scalar.Text.Length + "edited".Length, edited.Length);
                var found = Assert.IsType<DocumentNode.Scalar>(ScalarEdit.Find(Read(edited), path));
                Assert.Equal("edited", found.Text);
            }
        }
    }

    private static IEnumerable<(string Path, DocumentNode.Scalar Scalar)> Scalars(DocumentNode node, string path) =>
        node switch
        {
            DocumentNode.Mapping mapping => mapping.Entries.SelectMany(entry =>
                Scalars(entry.Value, DocumentPath.Child(path, entry.Key.Text))),
            DocumentNode.Scalar scalar => [(path, scalar)],
            _ => [],
        };

    private static DocumentNode Read(string text) => YamlDocument.Read(text).Root!;
}
