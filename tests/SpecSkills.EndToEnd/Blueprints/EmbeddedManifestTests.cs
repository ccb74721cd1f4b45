using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Blueprints;

/// <summary>
/// What a fresh embedded cluster holds of a service is what its blueprint says, read back by kubectl.
/// </summary>
public sealed class EmbeddedManifestTests
{
    [Fact]
    public async Task A_fresh_embedded_cluster_holds_what_the_blueprints_say()
    {
        var kubectl = TestTools.OnPath("kubectl");
        using var workspace = new TestWorkspace();
        var up = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "cluster", "up", "--json");
        Assert.True(up.ExitCode == 0, up.ToString());
        var kubeconfig = Path.Combine(workspace.Root, ".specskills", "cluster", "kubeconfig");
        foreach (var folder in new[] { "frontend", "backend" })
        {
            var read = await ProgramRun.ToEndAsync(ProgramRun.Start(
                kubectl, ["--kubeconfig", kubeconfig, "get", "deployment", $"todo-{folder}", "-o", "json"],
                workspace.Root), null);
            Assert.True(read.ExitCode == 0, read.ToString());
            var parsed = await ProgramRun.OfAsync(
                BuiltProgram.BlueprintParser, workspace, "parse", $"blueprints/{folder}/blueprint.yaml", "--json");
            Assert.Equal(
                GovernedValues.OfBlueprint(JsonNode.Parse(parsed.Answers)!["policies"]!),
                GovernedValues.OfDeployment(JsonNode.Parse(read.Answers)!));
        }
    }
}
