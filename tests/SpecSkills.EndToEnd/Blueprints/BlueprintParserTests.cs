using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Blueprints;

/// <summary>The first of the five consoles, started as a script would.</summary>
public sealed class BlueprintParserTests
{
    private const string Policy = "blueprints/governance/policies.yaml";

    [Fact]
    public async Task Parse_extracts_the_policies_from_a_file_or_standard_input()
    {
        using var workspace = new TestWorkspace();
        var named = await RunAsync(workspace, "parse", workspace.Frontend, "--json");
        var piped = await ProgramRun.WithInputAsync(
            BuiltProgram.BlueprintParser, workspace, await File.ReadAllTextAsync(workspace.Frontend),
            "parse", "-", "--json");
        Assert.Equal((0, 0), (named.ExitCode, piped.ExitCode));
        Assert.Equal(named.Answers, piped.Answers);
        var document = JsonNode.Parse(named.Answers)!;
        Assert.Equal("todo-frontend", $"{document["blueprint"]!["name"]}");
        Assert.Equal("80%", $"{document["policies"]!["scaling"]!["scale_up_threshold"]}");
    }

    [Fact]
    public async Task Every_mistake_of_every_file_is_reported_in_one_run()
    {
        using var workspace = new TestWorkspace();
        TestWorkspace.Edit(workspace.Frontend, "min_replicas: 1", "min_replicas: 9");
        TestWorkspace.Edit(workspace.Frontend, "scale_up_threshold: 80%", "scale_up_treshold: 80%");
        var result = await RunAsync(
            workspace, "validate", "blueprints/frontend/blueprint.yaml", "blueprints/backend/blueprint.yaml", "--json");
        Assert.Equal(3, result.ExitCode);
        var files = JsonNode.Parse(result.Answers)!["files"]!.AsArray();
        Assert.Equal(["False", "True"], files.Select(file => $"{(bool)file!["valid"]!}"));
        Assert.True(files[0]!["diagnostics"]!.AsArray().Count >= 2, result.Answers);
    }

    [Fact]
    public async Task Findings_are_printed_with_their_line_and_a_caret()
    {
        using var workspace = new TestWorkspace();
        TestWorkspace.Edit(workspace.Frontend, "cooldown_period: 60s", "cooldown_period: 60 s");
        var result = await RunAsync(workspace, "validate", "blueprints/frontend/blueprint.yaml");
        Assert.Equal(3, result.ExitCode);
        Assert.Matches(@"blueprints/frontend/blueprint\.yaml:44:22: error BP\d{4}: ", result.Answers);
        Assert.Contains("   44 |     cooldown_period: 60 s\n      |                      ^", result.Answers,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_are_errors_when_asked()
    {
        using var workspace = new TestWorkspace();
        // A single low sample takes a replica away: unusual, not wrong.
        string[] validate = ["validate", "blueprints/frontend/blueprint.yaml", "--policy", Policy, "--json"];
        var lenient = await RunAsync(workspace, validate);
        var strict = await RunAsync(workspace, [.. validate, "--warnings-as-errors"]);
        Assert.Equal((0, 3), (lenient.ExitCode, strict.ExitCode));
        var (soft, hard) = (Findings(lenient), Findings(strict));
        Assert.NotEmpty(soft);
        Assert.All(soft, finding => Assert.Equal("warning", $"{finding!["severity"]}"));
        Assert.All(hard, finding => Assert.Equal("error", $"{finding!["severity"]}"));
        Assert.Equal(soft.Select(finding => $"{finding!["code"]}"), hard.Select(finding => $"{finding!["code"]}"));
    }

    [Fact]
    public async Task Sarif_names_tool_rule_file_and_place()
    {
        using var workspace = new TestWorkspace();
        TestWorkspace.Edit(workspace.Frontend, "cooldown_period: 60s", "cooldown_period: 60 s");
        var result = await RunAsync(workspace, "validate", "blueprints/frontend/blueprint.yaml", "--sarif");
        Assert.Equal(3, result.ExitCode);
        var document = JsonNode.Parse(result.Answers)!;
        Assert.Equal("2.1.0", $"{document["version"]}");
        var run = Assert.Single(document["runs"]!.AsArray())!;
        var error = Assert.Single(run["results"]!.AsArray(), one => $"{one!["level"]}" == "error")!;
        Assert.Contains(
            run["tool"]!["driver"]!["rules"]!.AsArray(), rule => $"{rule!["id"]}" == $"{error["ruleId"]}");
        var place = error["locations"]![0]!["physicalLocation"]!;
        Assert.Equal("blueprints/frontend/blueprint.yaml", $"{place["artifactLocation"]!["uri"]}");
        Assert.Equal(("44", "22"), ($"{place["region"]!["startLine"]}", $"{place["region"]!["startColumn"]}"));
    }

    [Fact]
    public async Task Diff_says_what_the_change_needs()
    {
        using var workspace = new TestWorkspace();
        TestWorkspace.Edit(workspace.Frontend, "max_replicas: 5", "max_replicas: 6");
        var result = await RunAsync(
            workspace, "diff", "blueprints/frontend/history/v1.0.0.yaml", "blueprints/frontend/blueprint.yaml",
            "--json");
        var document = JsonNode.Parse(result.Answers)!;
        Assert.Equal(("minor", "wider"), ($"{document["required_bump"]}", $"{document["authority"]}"));
        Assert.Contains("BP0401", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_finding_and_not_a_crash()
    {
        using var workspace = new TestWorkspace();
        var result = await RunAsync(workspace, "validate", "missing.yaml", "--json");
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("missing.yaml", $"{JsonNode.Parse(result.Answers)!["files"]![0]!["file"]}");
    }

    private static JsonArray Findings(ProgramResult result) =>
        JsonNode.Parse(result.Answers)!["files"]![0]!["diagnostics"]!.AsArray();

    private static Task<ProgramResult> RunAsync(TestWorkspace workspace, params string[] arguments) =>
        ProgramRun.OfAsync(BuiltProgram.BlueprintParser, workspace, arguments);
}
