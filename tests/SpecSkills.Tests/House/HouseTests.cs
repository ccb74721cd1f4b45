using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>What keeps the layout true: rules that a reviewer would otherwise have to remember.</summary>
public sealed partial class HouseTests
{
    private const int FileLineLimit = 300;
    private const int LineLimit = 120;

    private static readonly string[] Stages =
    [
        "Primitives", "Blueprints", "Observations", "Decisions", "Governance", "Permits", "Execution", "Verification",
        "Audit",
    ];

    [Fact]
    public void A_stage_of_the_core_uses_only_earlier_stages()
    {
        var wrong =
            from file in Repository.SourceFiles("src", "SpecSkills.Core")
            let stage = Path.GetRelativePath(Repository.PathOf("src", "SpecSkills.Core"), file).Split('/', '\\')[0]
            from Match used in CoreUsing().Matches(File.ReadAllText(file))
            where Array.IndexOf(Stages, used.Groups[1].Value) > Array.IndexOf(Stages, stage)
            select $"{Path.GetRelativePath(Repository.Root, file)} uses {used.Groups[1].Value}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_the_core_is_a_stage()
    {
        var folders = Directory.GetDirectories(Repository.PathOf("src", "SpecSkills.Core"))
            .Select(Path.GetFileName).Where(name => name is not "obj" and not "bin");

        Assert.Empty(folders.Except(Stages));
    }

    [Fact]
    public void No_source_file_is_longer_than_a_room_should_be()
    {
        var long_ = Repository.SourceFiles("src").Select(file => (file, lines: File.ReadLines(file).Count()))
            .Where(entry => entry.lines > FileLineLimit)
            .Select(entry => $"{Path.GetRelativePath(Repository.Root, entry.file)}: {entry.lines}");

        Assert.Empty(long_);
    }

    [Fact]
    public void No_source_line_is_wider_than_the_page()
    {
        var wide =
            from file in Repository.SourceFiles("src").Concat(Repository.SourceFiles("tests"))
            from line in File.ReadLines(file).Select((text, index) => (text, number: index + 1))
            where line.text.Length > LineLimit
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.number}";

        Assert.Empty(wide);
    }

    [Fact]
    public void Every_project_refers_to_no_more_than_it_says()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories))
        {
            var project = XDocument.Load(file);
            var may = project.Descendants("MayReferTo").Single().Value.Split(';').ToHashSet();
            var refers = project.Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

            Assert.Empty(refers.Except(may));
        }
    }

    [Theory]
    [InlineData("src/Skills/BlueprintParser/BlueprintParser.csproj")]
    [InlineData("src/SpecSkills.Storage/SpecSkills.Storage.csproj")]
    [InlineData("src/SpecSkills.Hosting/SpecSkills.Hosting.csproj")]
    public void What_only_reads_files_cannot_reach_a_cluster(string project)
    {
        var text = File.ReadAllText(Repository.PathOf(project.Split('/')));

        Assert.DoesNotContain("SpecSkills.Kubernetes", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SpecSkills.Simulation", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_gets_friend_access_to_the_core()
    {
        var friends = Repository.SourceFiles("src", "SpecSkills.Core").Select(File.ReadAllText)
            .Append(File.ReadAllText(Repository.PathOf("src", "SpecSkills.Core", "SpecSkills.Core.csproj")))
            .Where(text => text.Contains("InternalsVisibleTo", StringComparison.Ordinal));

        Assert.Empty(friends);
    }

    [Fact]
    public void Both_files_that_name_the_mcp_server_say_the_same() =>
        Assert.Equal(
            File.ReadAllText(Repository.PathOf("mcp.json")), File.ReadAllText(Repository.PathOf(".mcp.json")));

    [GeneratedRegex(@"^using SpecSkills\.Core\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex CoreUsing();
}
