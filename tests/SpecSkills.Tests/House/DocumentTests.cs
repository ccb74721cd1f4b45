using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>Documents lead where they say, and agree with each other.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_link_of_a_document_leads_to_a_file()
    {
        var broken = (
            from page in Pages()
            from Match link in Link().Matches(Code().Replace(File.ReadAllText(page), ""))
            let target = link.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
            select $"{Path.GetRelativePath(RepositoryFiles.Root, page)}: {target}").ToList();

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Fact]
    public void The_index_lists_every_decision_and_names_every_number_without_one()
    {
        var index = RepositoryFiles.Text("docs", "adr", "README.md");
        var files = Directory.EnumerateFiles(RepositoryFiles.PathOf("docs", "adr"), "0*.md")
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
        Assert.All(files, file => Assert.Contains($"| [{file[..4]}]({file}) |", index, StringComparison.Ordinal));
        Assert.Equal(files.Count, files.DistinctBy(file => file[..4]).Count());
        Assert.All(files, file => Assert.StartsWith(
            $"# {file[..4]} ", RepositoryFiles.Text("docs", "adr", file), StringComparison.Ordinal));

        var unused =
            from Match gap in UnusedNumbers().Matches(index)
            let first = Number(gap.Groups[1].Value)
            from number in Enumerable.Range(first, Number(gap.Groups[2].Value) - first + 1)
            select number;
        var listed = files.Select(file => Number(file[..4])).ToList();
        Assert.Equal(Enumerable.Range(1, listed.Max()), unused.Concat(listed).Order());
    }

    [Fact]
    public void The_changelogs_newest_release_is_the_version_of_the_build()
    {
        var version = XDocument.Load(RepositoryFiles.PathOf("Directory.Build.props")).Descendants("Version").Single();
        var newest = Release().Match(RepositoryFiles.Text("CHANGELOG.md")).Groups[1].Value;

        Assert.Equal(newest, version.Value);
    }

    [Fact]
    public void No_project_has_a_version_of_its_own()
    {
        var own = Directory
            .EnumerateFiles(RepositoryFiles.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => XDocument.Load(file).Descendants()
                .Any(element => element.Name.LocalName is "Version" or "VersionPrefix" or "AssemblyVersion"));

        Assert.Empty(own);
    }

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(RepositoryFiles.Root, "*.md")
            .Concat(((string[])["docs", "samples", ".claude", ".github", "logs", "src"])
                .SelectMany(folder => Directory.EnumerateFiles(
                    RepositoryFiles.PathOf(folder), "*.md", SearchOption.AllDirectories)));

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (\d{4})-(\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex UnusedNumbers();

    [GeneratedRegex(@"^## (\d+\.\d+\.\d+) - \d{4}-\d{2}-\d{2}$", RegexOptions.Multiline)]
    private static partial Regex Release();
}
