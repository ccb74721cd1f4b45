using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;
using YamlDotNet.Serialization;

namespace SpecSkills.EndToEnd.Blueprints;

/// <summary>The shipped chart, as the real Helm sees it, and the blueprints that govern what it installs.</summary>
public sealed class ChartTests
{
    private static readonly string Chart =
        Path.Combine(BuiltProgram.Repository, "blueprints", "charts", "todo-chatbot");

    [Fact]
    public async Task Helm_finds_nothing_wrong_with_the_chart()
    {
        var result = await HelmAsync("lint", "--strict", Chart);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("0 chart(s) failed", result.Answers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frontend", "todo-frontend")]
    [InlineData("backend", "todo-backend")]
    public async Task Every_value_the_agent_may_touch_is_in_the_blueprint_and_agrees(string folder, string name)
    {
        var deployment = Named(await RenderAsync(), "Deployment", name);
        Assert.Equal(GovernedValues.OfBlueprint(await PoliciesAsync(folder)), GovernedValues.OfDeployment(deployment));
    }

    [Fact]
    public async Task A_chart_that_says_something_else_is_noticed()
    {
        var deployment = Named(
            await RenderAsync("--set", "frontend.readinessProbe.periodSeconds=11"), "Deployment", "todo-frontend");
        Assert.NotEqual(
            GovernedValues.OfBlueprint(await PoliciesAsync("frontend")), GovernedValues.OfDeployment(deployment));
    }

    [Fact]
    public async Task The_autoscaler_is_off_and_keeps_to_the_blueprint_when_it_is_on()
    {
        Assert.DoesNotContain(await RenderAsync(), item => $"{item["kind"]}" == "HorizontalPodAutoscaler");
        foreach (var folder in new[] { "frontend", "backend" })
        {
            var rendered = await RenderAsync("--set", $"{folder}.autoscaling.enabled=true");
            var spec = Named(rendered, "HorizontalPodAutoscaler", $"todo-{folder}")["spec"]!;
            var scaling = (await PoliciesAsync(folder))["scaling"]!;
            var target = spec["metrics"]![0]!["resource"]!["target"]!["averageUtilization"];
            Assert.Equal(
                ($"{scaling["min_replicas"]}", $"{scaling["max_replicas"]}", $"{scaling["scale_up_threshold"]}"),
                ($"{spec["minReplicas"]}", $"{spec["maxReplicas"]}", $"{target}%"));
            // Two owners of one count would take it from each other at every upgrade.
            Assert.Null(Named(rendered, "Deployment", $"todo-{folder}")["spec"]!["replicas"]);
        }
    }

    [Fact]
    public async Task No_credential_is_part_of_what_is_installed()
    {
        var rendered = await RenderAsync();
        Assert.DoesNotContain(rendered, item => $"{item["kind"]}" == "Secret");
        var container = Named(rendered, "Deployment", "todo-backend")["spec"]!["template"]!["spec"]!["containers"]![0]!;
        Assert.Equal(["DATABASE_URL", "OPENAI_API_KEY"], container["env"]!.AsArray().Select(one => $"{one!["name"]}"));
        Assert.All(container["env"]!.AsArray(), one => Assert.NotNull(one!["valueFrom"]!["secretKeyRef"]));
        var without = await HelmAsync("template", "todo", Chart, "--set", "existingSecret=");
        Assert.NotEqual(0, without.ExitCode);
        Assert.Contains("existingSecret", without.Notes, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<JsonNode>> RenderAsync(params string[] more)
    {
        var result = await HelmAsync(["template", "todo", Chart, "--namespace", "default", .. more]);
        Assert.True(result.ExitCode == 0, result.ToString());
        var json = new SerializerBuilder().JsonCompatible().Build();
        var yaml = new DeserializerBuilder().Build();
        return
        [
            .. result.Answers.Split("---\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(document => yaml.Deserialize(document)).Where(document => document is not null)
                .Select(document => JsonNode.Parse(json.Serialize(document))!),
        ];
    }

    private static JsonNode Named(IReadOnlyList<JsonNode> rendered, string kind, string name) =>
        Assert.Single(rendered, item => $"{item["kind"]}" == kind && $"{item["metadata"]!["name"]}" == name);

    private static async Task<JsonNode> PoliciesAsync(string folder)
    {
        using var workspace = new TestWorkspace();
        var file = Path.Combine(workspace.Root, "blueprints", folder, "blueprint.yaml");
        var result = await ProgramRun.OfAsync(BuiltProgram.BlueprintParser, workspace, "parse", file, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonNode.Parse(result.Answers)!["policies"]!;
    }

    private static Task<ProgramResult> HelmAsync(params string[] arguments) => ProgramRun.ToEndAsync(
        ProgramRun.Start(TestTools.Helm(), arguments, BuiltProgram.Repository), null);
}
