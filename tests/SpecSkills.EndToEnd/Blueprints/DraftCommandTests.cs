using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Blueprints;

/// <summary>Something runs already: a blueprint is drafted for it, and a person's live change taken back.</summary>
public sealed class DraftCommandTests
{
    [Fact]
    public async Task A_chart_rendered_by_helm_becomes_a_valid_blueprint()
    {
        using var workspace = new TestWorkspace();
        var chart = Path.Combine(BuiltProgram.Repository, "blueprints", "charts", "todo-chatbot");
        var rendered = await ProgramRun.ToEndAsync(
            ProgramRun.Start(TestTools.Helm(), ["template", "todo", chart], workspace.Root), null);
        string[] init = ["blueprint", "init", "--from-manifest", "-"];
        var several = await ProgramRun.WithInputAsync(BuiltProgram.Cli, workspace, rendered.Answers, init);
        Assert.Equal(3, several.ExitCode);
        Assert.Contains("todo-frontend, todo-backend", several.Notes, StringComparison.Ordinal);
        var draft = await ProgramRun.WithInputAsync(
            BuiltProgram.Cli, workspace, rendered.Answers, [.. init, "--deployment", "todo-backend"]);
        Assert.True(draft.ExitCode == 0, draft.ToString());
        Assert.Contains("request: 100m\n", draft.Answers, StringComparison.Ordinal);
        var valid = await ProgramRun.WithInputAsync(
            BuiltProgram.BlueprintParser, workspace, draft.Answers, "validate", "-");
        Assert.True(valid.ExitCode == 0, valid.ToString());
    }

    [Fact]
    public async Task What_runs_is_drafted_and_a_live_change_is_adopted_and_released()
    {
        var kubectl = TestTools.OnPath("kubectl");
        using var workspace = new TestWorkspace();
        var file = Path.Combine(workspace.Root, "drafts", "web.yaml");
        string[] init = ["blueprint", "init", "--from-deployment", "todo-frontend", "--out", file];
        var draft = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, init);
        Assert.True(draft.ExitCode == 0, draft.ToString());
        Assert.Contains("memory:\n      request: 128Mi\n", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        var again = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, init);
        Assert.Contains("already exists", again.Notes, StringComparison.Ordinal);

        var nothing = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "blueprint", "adopt", "frontend");
        Assert.Contains("matches the blueprint", nothing.Answers, StringComparison.Ordinal);
        var before = await File.ReadAllTextAsync(workspace.Frontend);
        await KubectlAsync(kubectl, workspace, "set", "resources", "deployment", "todo-frontend", "--limits=cpu=250m");
        await KubectlAsync(kubectl, workspace, "scale", "deployment", "todo-frontend", "--replicas=7");
        var adopted = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "blueprint", "adopt", "frontend", "--json");
        Assert.True(adopted.ExitCode == 0, adopted.ToString());
        Assert.Equal("1.1.0", $"{JsonNode.Parse(adopted.Answers)!["version"]}");
        Assert.Equal(
            before.Replace("limit: 200m", "limit: 250m").Replace("max_replicas: 5", "max_replicas: 7")
                .Replace("version: 1.0.0", "version: 1.1.0"),
            await File.ReadAllTextAsync(workspace.Frontend));
        var released = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "blueprint", "release", "frontend");
        Assert.True(released.ExitCode == 0, released.ToString());
    }

    private static async Task KubectlAsync(string kubectl, TestWorkspace workspace, params string[] arguments)
    {
        var kubeconfig = Path.Combine(workspace.Root, ".specskills", "cluster", "kubeconfig");
        var result = await ProgramRun.ToEndAsync(
            ProgramRun.Start(kubectl, ["--kubeconfig", kubeconfig, .. arguments], workspace.Root), null);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
