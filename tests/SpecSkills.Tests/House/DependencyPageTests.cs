using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>The page about dependencies says what is there, and its reasons can be tried again.</summary>
public sealed partial class DependencyPageTests
{
    [Fact]
    public void Every_package_stands_in_the_page_with_its_version_its_use_and_its_licence()
    {
        var rows = Rows(5).ToDictionary(cells => cells[0].Trim().Trim('`'));
        var packages = XDocument.Load(RepositoryFiles.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(one => (Name: one.Attribute("Include")!.Value, Version: one.Attribute("Version")!.Value)).ToList();

        Assert.True(packages.Count >= 10, $"{packages.Count} packages");
        Assert.All(packages, package =>
        {
            Assert.True(rows.TryGetValue(package.Name, out var cells), $"{package.Name} is not in the page");
            Assert.Equal(package.Version, cells[1].Trim());
            Assert.All(cells, cell => Assert.NotEqual("", cell.Trim()));
        });
    }

    [Fact]
    public void Every_part_written_by_hand_has_a_reason_and_a_test_that_shows_it()
    {
        var rows = Rows(3).Where(cells => cells[0].Trim() is not ("part" or "---")).ToList();

        Assert.True(rows.Count >= 10, $"{rows.Count} rows");
        Assert.All(rows, cells =>
        {
            Assert.All(cells, cell => Assert.NotEqual("", cell.Trim()));
            Assert.True(Named().IsMatch(cells[2]), $"no test for: {cells[0]}");
        });
    }

    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        var sources = RepositoryFiles.Sources("tests").Select(File.ReadAllText).ToList();

        Assert.All(Named().Matches(Page()), match => Assert.Contains(sources, text =>
            Regex.IsMatch(text, $@"\bclass {match.Groups[1].Value}\b")
            && Regex.IsMatch(text, $@"\b{match.Groups[2].Value}\(")));
    }

    private static IEnumerable<string[]> Rows(int cells) => Page().Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Trim().Trim('|').Split(" | ")).Where(row => row.Length == cells);

    private static string Page() => RepositoryFiles.Text("docs", "dependencies.md");

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Named();
}
