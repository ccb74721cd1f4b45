using System.Text.RegularExpressions;
using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>The threat model names tests; each of them has to be there.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void Every_test_that_the_threat_model_names_exists()
    {
        var sources = RepositoryFiles.Sources("tests").Select(File.ReadAllText).ToList();
        var named = Named().Matches(RepositoryFiles.Text("docs", "security.md"))
            .Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).Distinct().ToList();

        Assert.True(named.Count >= 30, $"{named.Count} tests are named");
        Assert.All(named, test => Assert.Contains(sources, text =>
            Regex.IsMatch(text, $@"\bclass {test.Class}\b") && Regex.IsMatch(text, $@"\b{test.Method}\(")));
    }

    [Fact]
    public void Every_row_says_what_stops_it_what_shows_it_and_what_is_left()
    {
        var rows = RepositoryFiles.Text("docs", "security.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Trim('|').Split(" | "))
            .Where(cells => cells.Length == 4).ToList();

        Assert.True(rows.Count >= 20, $"{rows.Count} rows");
        Assert.All(rows, cells => Assert.All(cells, cell => Assert.NotEqual("", cell.Trim())));
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Named();
}
