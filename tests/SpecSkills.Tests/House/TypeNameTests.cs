using System.Text.RegularExpressions;
using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>One name means one thing: a reader who looks for a type finds one.</summary>
public sealed partial class TypeNameTests
{
    private static readonly string[] Rooms = ["SpecSkills.Core", "SpecSkills.Application", "SpecSkills.ShellGuard"];

    [Fact]
    public void A_type_of_the_core_or_the_use_cases_shares_its_name_with_no_other_type()
    {
        var declared =
            from file in RepositoryFiles.Sources("src")
            let path = Path.GetRelativePath(RepositoryFiles.PathOf("src"), file)
            from Match match in Declaration().Matches(File.ReadAllText(file))
            // The parts of a partial type lie in one folder.
            select (Name: match.Groups["name"].Value, Folder: Path.GetDirectoryName(path)!);
        var names = declared.ToList();

        Assert.Contains(names, one => one.Name == "OperationDigest");
        Assert.Empty(names.GroupBy(one => one.Name)
            .Where(same => same.Distinct().Count() > 1 && same.Any(one => IsOurs(one.Folder)))
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(one => one.Folder).Distinct())}"));
    }

    private static bool IsOurs(string folder) =>
        Rooms.Any(room => folder.StartsWith(room, StringComparison.Ordinal));

    [GeneratedRegex(
        @"^(?:public |internal )(?:static |sealed |abstract |partial |readonly )*" +
        @"(?:record struct|record|class|struct|enum|interface)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
