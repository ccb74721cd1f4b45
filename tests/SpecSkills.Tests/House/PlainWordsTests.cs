using System.Text.RegularExpressions;
using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>Text that people read is plain present-day English: the words of the list do not occur in it.</summary>
public sealed class PlainWordsTests
{
    private static readonly IReadOnlyList<Regex> Avoided = ReadList();

    [Fact]
    public void Documents_use_plain_words() => AssertPlain(Documents());

    [Fact]
    public void Sources_use_plain_words() => AssertPlain(RepositoryFiles.Sources("src"));

    [Theory]
    [InlineData("Whoever asks, waits.", 1)]
    [InlineData("It does not bear\n    /// out what was said.", 1)]
    [InlineData("Use the other one instead; Nobody_gets_in names a test.", 0)]
    public void A_word_counts_in_any_case_and_over_a_line_end_and_only_as_a_whole(string text, int uses) =>
        Assert.Equal(uses, Avoided.Sum(word => word.Count(text)));

    private static void AssertPlain(IEnumerable<string> files)
    {
        var read = files.ToList();
        Assert.NotEmpty(read);
        var uses = read.SelectMany(Uses).ToList();
        Assert.True(uses.Count == 0, $"{uses.Count} uses of words to avoid:\n{string.Join('\n', uses)}");
    }

    private static IEnumerable<string> Documents()
    {
        string[] extensions = [".md", ".yaml", ".yml"];
        var pages = Directory.EnumerateFiles(RepositoryFiles.Root, "*.md")
            .Concat(Directory.EnumerateFiles(RepositoryFiles.PathOf("src"), "*.md", SearchOption.AllDirectories))
            .Append(RepositoryFiles.PathOf("logs", "README.md"))
            .Append(RepositoryFiles.PathOf("blueprints", "schema.yaml"));
        return ((string[])["docs", "samples", ".claude", ".github"])
            .SelectMany(folder => Directory.EnumerateFiles(
                RepositoryFiles.PathOf(folder), "*", SearchOption.AllDirectories))
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Concat(pages);
    }

    private static IEnumerable<string> Uses(string file)
    {
        var text = File.ReadAllText(file);
        return
            from word in Avoided
            from Match use in word.Matches(text)
            let line = text.AsSpan(0, use.Index).Count('\n') + 1
            select $"{Path.GetRelativePath(RepositoryFiles.Root, file)}:{line}: {use.Value}";
    }

    // Between the words of a phrase there may be a line end, and the sign that begins a comment or a table's row.
    private static List<Regex> ReadList()
    {
        var entries = RepositoryFiles.Text("tests", "Data", "words-to-avoid.txt").Split('\n')
            .Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').ToList();
        return
        [
            .. entries.Select(entry => new Regex(
                $@"\b{string.Join(@"[\s/#|]+", entry.Split(' ').Select(Regex.Escape))}\b",
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)),
        ];
    }
}
