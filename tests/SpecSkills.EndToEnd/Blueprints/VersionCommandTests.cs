using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Blueprints;

/// <summary>A person changes a blueprint, releases it, looks at the difference and goes back.</summary>
public sealed class VersionCommandTests
{
    [Fact]
    public async Task A_change_is_refused_without_its_bump_released_with_it_and_gone_back_from()
    {
        using var workspace = new TestWorkspace();
        TestWorkspace.Edit(workspace.Frontend, "max_replicas: 5", "max_replicas: 4 # the budget");
        var refused = await BlueprintAsync(workspace, "release", "frontend");
        Assert.Equal((3, ""), (refused.ExitCode, refused.Answers));
        Assert.Contains("raises the minor version", refused.Notes, StringComparison.Ordinal);
        Assert.Contains("Write 1.1.0.", refused.Notes, StringComparison.Ordinal);
        TestWorkspace.Edit(workspace.Frontend, "version: 1.0.0", "version: 1.1.0");
        var released = JsonNode.Parse((await BlueprintAsync(workspace, "release", "frontend", "--json")).Answers)!;
        Assert.Equal("blueprints/frontend/history/v1.1.0.yaml", $"{released["file"]}");
        Assert.Equal("narrower", $"{released["diff"]!["authority"]}");
        var back = await BlueprintAsync(workspace, "rollback", "todo-frontend", "--to", "1.0.0");
        Assert.True(back.ExitCode == 0, back.ToString());
        Assert.Contains("1.1.0 -> 1.2.0", back.Answers, StringComparison.Ordinal);
        var sums = await ProgramRun.ToEndAsync(ProgramRun.Start(
            TestTools.OnPath("sha256sum"), ["-c", "SHA256SUMS"],
            Path.Combine(workspace.Root, "blueprints", "frontend", "history")), null);
        Assert.Equal("v1.0.0.yaml: OK\nv1.1.0.yaml: OK\nv1.2.0.yaml: OK\n", sums.Answers);
    }

    [Fact]
    public async Task A_difference_says_what_it_causes_and_who_made_it()
    {
        var git = TestTools.OnPath("git");
        using var workspace = new TestWorkspace();
        string[] commands = ["init -q", "add -A", "-c user.name=Jo -c user.email=jo@a.example commit -qm x"];
        foreach (var arguments in commands)
            await ProgramRun.ToEndAsync(ProgramRun.Start(git, arguments.Split(' '), workspace.Root), null);
        TestWorkspace.Edit(workspace.Frontend, "cooldown_period: 60s", "cooldown_period: 30s");
        var diff = await BlueprintAsync(
            workspace, "diff", "blueprints/backend/blueprint.yaml", workspace.Frontend, "--json");
        var changes = JsonNode.Parse(diff.Answers)!["changes"]!.AsArray();
        var request = Assert.Single(changes, change => $"{change!["path"]}" == "spec.resources.cpu.request")!;
        Assert.Equal("Jo", $"{request["author"]}");
        Assert.Contains("pod is replaced", $"{request["causes"]}", StringComparison.Ordinal);
        var cooldown = Assert.Single(changes, change => $"{change!["path"]}" == "spec.scaling.cooldown_period")!;
        Assert.Null(cooldown["author"]);
    }

    [Fact]
    public async Task A_disk_without_space_leaves_every_file_as_it_was()
    {
        using var workspace = new TestWorkspace();
        TestWorkspace.Edit(workspace.Frontend, "version: 1.0.0", "version: 1.1.0");
        TestWorkspace.Edit(workspace.Frontend, "max_replicas: 5", "max_replicas: 4");
        var history = Path.Combine(workspace.Root, "blueprints", "frontend", "history");
        var before = Directory.GetFiles(history).ToDictionary(file => file, File.ReadAllText);
        // No file may grow past 1 KiB, and the signal that says so is ignored: writing fails as on a full disk.
        var process = ProgramRun.Start(
            TestTools.OnPath("bash"),
            [
                "-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "bash",
                .. BuiltProgram.Start(BuiltProgram.Cli), "blueprint", "release", "frontend",
            ],
            workspace.Root, ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_EnableDiagnostics", "0"));
        var result = await ProgramRun.ToEndAsync(process, null);
        Assert.True(result.ExitCode == 6, result.ToString());
        Assert.Contains("cannot be written", result.Notes, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(history).ToDictionary(file => file, File.ReadAllText));
    }

    [Fact]
    public async Task Two_processes_at_once_make_one_release()
    {
        using var workspace = new TestWorkspace();
        TestWorkspace.Edit(workspace.Frontend, "version: 1.0.0", "version: 1.1.0");
        TestWorkspace.Edit(workspace.Frontend, "max_replicas: 5", "max_replicas: 4");
        var results = await Task.WhenAll(
            BlueprintAsync(workspace, "release", "frontend", "--json"),
            BlueprintAsync(workspace, "release", "frontend", "--json"));
        Assert.Equal(["false", "true"],
            results.Select(one => $"{JsonNode.Parse(one.Answers)!["released"]}").Order(StringComparer.Ordinal));
    }

    private static Task<ProgramResult> BlueprintAsync(TestWorkspace workspace, params string[] arguments) =>
        ProgramRun.OfAsync(BuiltProgram.Cli, workspace, ["blueprint", .. arguments]);
}
