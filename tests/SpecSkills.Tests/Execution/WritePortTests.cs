using System.Text.RegularExpressions;
using SpecSkills.Tests.House;
using Xunit;

namespace SpecSkills.Tests.Execution;

public partial class WritePortTests
{
    [Fact]
    public void The_write_port_is_banned_and_the_ban_is_lifted_on_one_line_of_the_gate_only()
    {
        var lifted =
            Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains(
                $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file =>
                File.ReadLines(file).Select((line, index) => (File: Path.GetFileName(file), Line: line, index)))
            .Where(place => Suppression().IsMatch(place.Line))
            .Select(place => (place.File, place.Line.Trim()))
            .ToArray();
        Assert.Equal([("WriteGate.cs", "#pragma warning disable RS0030"),
            ("WriteGate.cs", "#pragma warning restore RS0030")], lifted);
        Assert.DoesNotContain("RS0030", File.ReadAllText(Path.Combine(RepositoryFiles.Root, "Directory.Build.props")));
        Assert.Contains(
            "IClusterWriter.ExecuteAsync",
            File.ReadAllText(Path.Combine(RepositoryFiles.Root, "build", "BannedSymbols.WritePort.txt")));
    }

    [GeneratedRegex("RS0030")]
    private static partial Regex Suppression();
}
