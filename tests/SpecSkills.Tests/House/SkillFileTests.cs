using System.Text.RegularExpressions;
using Xunit;

namespace SpecSkills.Tests.House;

/// <summary>The skills' files: what Claude Code reads must be well-formed and must not pre-approve a change.</summary>
public sealed partial class SkillFileTests
{
    private static readonly string[] Skills =
        ["blueprint-parser", "decision-engine", "execution-engine", "governance-enforcer", "verification-engine"];

    private static readonly string[] StandardFields =
        ["name", "description", "license", "compatibility", "metadata", "allowed-tools"];

    private static readonly string[] ToolsThatChange =
        ["governance_check", "execution_apply", "execution_rollback", "verification_check", "reconcile_service"];

    [Fact]
    public void There_is_a_folder_for_each_of_the_five_skills_and_no_other() =>
        Assert.Equal(
            Skills,
            Directory.GetDirectories(RepositoryFiles.PathOf(".claude", "skills")).Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(AllSkills))]
    public void A_skill_file_uses_the_standard_fields_and_its_folders_name(string skill)
    {
        var header = Header(skill);
        var fields = FieldName().Matches(header).Select(match => match.Groups[1].Value).ToList();

        Assert.Empty(fields.Except(StandardFields));
        Assert.Contains($"name: {skill}\n", header, StringComparison.Ordinal);
        Assert.Contains("description", fields);
    }

    [Theory]
    [MemberData(nameof(AllSkills))]
    public void A_skill_never_pre_approves_a_tool_that_changes_something(string skill)
    {
        var allowed = AllowedTools().Match(Header(skill)).Groups[1].Value;

        Assert.All(ToolsThatChange, tool => Assert.DoesNotContain(tool, allowed, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllSkills))]
    public void A_skill_definition_names_its_program(string skill)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf(".claude", "skills", skill, "skill.yaml"));

        Assert.Contains($"name: {skill}\n", text, StringComparison.Ordinal);
        Assert.Contains($"program: {skill}\n", text, StringComparison.Ordinal);
    }

    public static TheoryData<string> AllSkills() => [.. Skills];

    private static string Header(string skill)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf(".claude", "skills", skill, "SKILL.md"));
        Assert.StartsWith("---\n", text, StringComparison.Ordinal);
        return text[4..text.IndexOf("\n---\n", StringComparison.Ordinal)] + "\n";
    }

    [GeneratedRegex(@"^([a-z-]+):", RegexOptions.Multiline)]
    private static partial Regex FieldName();

    [GeneratedRegex(@"^allowed-tools:(.*)$", RegexOptions.Multiline)]
    private static partial Regex AllowedTools();
}
