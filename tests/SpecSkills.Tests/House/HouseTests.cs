using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>What keeps the layout true: rules that a reviewer would otherwise have to remember.</summary>
public sealed partial class HouseTests
{
    private const int FileLineLimit = 400;
    private const int LineLimit = 120;

    private static readonly string[] Stages =
    [
        "Primitives", "Blueprints", "Observations", "Decisions", "Governance", "Execution", "Verification",
        "Audit",
    ];

    [Fact]
    public void A_stage_of_the_core_uses_only_earlier_stages()
    {
        var wrong =
            from file in RepositoryFiles.Sources("src", "SpecSkills.Core")
            let stage = Path.GetRelativePath(RepositoryFiles.PathOf("src", "SpecSkills.Core"), file).Split('/', '\\')[0]
            from Match used in CoreUsing().Matches(File.ReadAllText(file))
            where Array.IndexOf(Stages, used.Groups[1].Value) > Array.IndexOf(Stages, stage)
            select $"{Path.GetRelativePath(RepositoryFiles.Root, file)} uses {used.Groups[1].Value}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_the_core_is_a_stage()
    {
        var folders = Directory.GetDirectories(RepositoryFiles.PathOf("src", "SpecSkills.Core"))
            .Select(Path.GetFileName).Where(name => name is not "obj" and not "bin");

        Assert.Empty(folders.Except(Stages));
    }

    [Fact]
    public void No_source_file_is_longer_than_a_room_should_be()
    {
        var tooLong = RepositoryFiles.Sources("src").Concat(RepositoryFiles.Sources("tests"))
            .Select(file => (file, lines: File.ReadLines(file).Count()))
            .Where(entry => entry.lines > FileLineLimit)
            .Select(entry => $"{Path.GetRelativePath(RepositoryFiles.Root, entry.file)}: {entry.lines}");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_source_line_is_wider_than_the_page()
    {
        var wide =
            from file in RepositoryFiles.Sources("src").Concat(RepositoryFiles.Sources("tests"))
            from line in File.ReadLines(file).Select((text, index) => (text, number: index + 1))
            where line.text.Length > LineLimit
            select $"{Path.GetRelativePath(RepositoryFiles.Root, file)}:{line.number}";

        Assert.Empty(wide);
    }

    [Fact]
    public void Every_project_refers_to_no_more_than_it_says()
    {
        var projects = Directory.EnumerateFiles(
            RepositoryFiles.PathOf("src"), "*.csproj", SearchOption.AllDirectories);
        foreach (var file in projects)
        {
            var project = XDocument.Load(file);
            var may = project.Descendants("MayReferTo").Single().Value.Split(';').ToHashSet();
            var refers = project.Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

            Assert.Empty(refers.Except(may));
        }
    }

    [Theory]
    [InlineData("src/Consoles/BlueprintParser/BlueprintParser.csproj")]
    [InlineData("src/SpecSkills.Storage/SpecSkills.Storage.csproj")]
    [InlineData("src/SpecSkills.Hosting/SpecSkills.Hosting.csproj")]
    public void What_only_reads_files_cannot_reach_a_cluster(string project)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf(project.Split('/')));

        Assert.DoesNotContain("SpecSkills.Kubernetes", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SpecSkills.EmbeddedCluster", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_assembly_gets_friend_access_to_the_core()
    {
        var friends = RepositoryFiles.Sources("src", "SpecSkills.Core").Select(File.ReadAllText)
            .Append(File.ReadAllText(RepositoryFiles.PathOf("src", "SpecSkills.Core", "SpecSkills.Core.csproj")))
            .Where(text => text.Contains("InternalsVisibleTo", StringComparison.Ordinal));

        Assert.Empty(friends);
    }

    [Fact]
    public void Both_files_that_name_the_mcp_server_say_the_same() =>
        Assert.Equal(
            File.ReadAllText(RepositoryFiles.PathOf("mcp.json")),
            File.ReadAllText(RepositoryFiles.PathOf(".mcp.json")));

    [GeneratedRegex(@"^using SpecSkills\.Core\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex CoreUsing();
}
