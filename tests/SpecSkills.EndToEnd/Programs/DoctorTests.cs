using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>The examination, its settings and its witness as programs.</summary>
public sealed class DoctorTests : IDisposable
{
    private const string Examine = "./specskills doctor --json";

    private readonly TestWorkspace workspace = new();

    private string Local => Path.Combine(workspace.Root, ".claude", "settings.local.json");

    [Fact]
    public async Task It_prints_the_level_what_was_tried_and_what_the_next_level_takes()
    {
        var result = await RunAsync(null, "doctor");
        Assert.Equal(0, result.ExitCode);
        foreach (var words in new[] { "L0+", "L1", "L4", "OPEN", "writing the record", "For L1: shut", "doctor --fix" })
            Assert.Contains(words, result.Answers, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Answers);
    }

    [Fact]
    public async Task A_kubeconfig_is_tried_with_a_real_request()
    {
        var up = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "cluster", "up", "--json");
        Assert.Equal(0, up.ExitCode);
        var kubeconfig = Path.Combine(workspace.Root, ".specskills", "cluster", "kubeconfig");
        var doors = (await DocumentAsync(("KUBECONFIG", kubeconfig)))["doors"]!.AsArray();
        Assert.Contains("answers", Found(doors, "person_kubeconfig"), StringComparison.Ordinal);
        Assert.Contains("asks for no credentials", Found(doors, "embedded_cluster"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_a_kubeconfig_names_is_not_run()
    {
        var (kubeconfig, ran) = (Path.Combine(workspace.Root, "config"), Path.Combine(workspace.Root, "ran"));
        await File.WriteAllTextAsync(
            kubeconfig,
            $$$$"""
            {"apiVersion": "v1", "kind": "Config", "current-context": "a",
             "clusters": [{"name": "a", "cluster": {"server": "https://127.0.0.1:1"}}],
             "users": [{"name": "a", "user": {"exec": {"apiVersion": "client.authentication.k8s.io/v1",
               "command": "touch", "args": ["{{{{ran}}}}"]}}}],
             "contexts": [{"name": "a", "context": {"cluster": "a", "user": "a"}}]}
            """,
            TestContext.Current.CancellationToken);
        var doors = (await DocumentAsync(("KUBECONFIG", kubeconfig)))["doors"]!.AsArray();
        Assert.Contains("was not run", Found(doors, "person_kubeconfig"), StringComparison.Ordinal);
        Assert.False(File.Exists(ran));
    }

    [Fact]
    public async Task The_fix_writes_the_settings_shows_them_and_keeps_what_was_there()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Local)!);
        await File.WriteAllTextAsync(Local, "{\"model\": \"opus\"}", TestContext.Current.CancellationToken);
        var result = await RunAsync(null, "doctor", "--fix", "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("+     \"failIfUnavailable\": true", result.Notes, StringComparison.Ordinal);
        Assert.Contains("- {\"model\": \"opus\"}", result.Notes, StringComparison.Ordinal);
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(Local, TestContext.Current.CancellationToken))!;
        Assert.Equal("opus", (string)settings["model"]!);
        Assert.True((bool)settings["sandbox"]!["enabled"]!);
        var kept = Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(Local)!, "*.before"));
        Assert.Equal("{\"model\": \"opus\"}", await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken));
        Assert.Equal("shut", State(JsonNode.Parse(result.Answers)!["doors"]!.AsArray(), "agent_settings"));
        var again = await RunAsync(null, "doctor", "--fix");
        Assert.Contains("already has all of it", again.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_are_no_json_are_left_as_they_are_and_named()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Local)!);
        await File.WriteAllTextAsync(Local, "{\n  oops\n}", TestContext.Current.CancellationToken);
        var result = await RunAsync(null, "doctor", "--fix");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("settings.local.json:2:3", result.Notes, StringComparison.Ordinal);
        Assert.Equal("{\n  oops\n}", await File.ReadAllTextAsync(Local, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Attack_settings_that_are_a_link_out_of_the_repository_are_not_written_through()
    {
        var elsewhere = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(elsewhere, "{}", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(Local)!);
        File.CreateSymbolicLink(Local, elsewhere);
        var result = await RunAsync(null, "doctor", "--fix");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("leads out of the repository", result.Notes, StringComparison.Ordinal);
        Assert.Equal("{}", await File.ReadAllTextAsync(elsewhere, TestContext.Current.CancellationToken));
        File.Delete(elsewhere);
    }

    [Fact]
    public async Task What_the_hook_sees_in_the_agents_shell_is_in_force_and_a_terminal_does_not_outvote_it()
    {
        await RunAsync(null, "doctor", "--fix");
        var printed = await DocumentAsync(("CLAUDECODE", "1"));
        Assert.Equal("agent_shell", (string)printed["tried_in"]!);
        Assert.Equal("L0", (string)printed["in_force"]!["level"]!);
        // As a sandbox would have it: nothing opens.
        foreach (var door in printed["doors"]!.AsArray()) door!["state"] = "shut";
        var seen = await HookAsync("--after", new JsonObject
        {
            ["hook_event_name"] = "PostToolUse",
            ["tool_name"] = "Bash",
            ["cwd"] = workspace.Root,
            ["tool_input"] = new JsonObject { ["command"] = Examine },
            ["tool_response"] = new JsonObject { ["stdout"] = printed.ToJsonString() },
        });
        Assert.Equal(0, seen.ExitCode);
        var after = (await DocumentAsync())["in_force"]!;
        Assert.Equal("hook", (string)after["tried_in"]!);
        // Everything but what no shell can find: that a cluster enforces the bounds.
        Assert.Equal("L3", (string)after["level"]!);
        File.Delete(Local);
        Assert.Equal("L0", (string)(await DocumentAsync())["in_force"]!["level"]!);
    }

    [Fact]
    public async Task The_built_program_answers_the_hook()
    {
        var denied = await HookAsync(null, Event("kubectl scale deployment todo-frontend --replicas=8"));
        Assert.Equal(0, denied.ExitCode);
        Assert.Equal(
            "deny", (string)JsonNode.Parse(denied.Answers)!["hookSpecificOutput"]!["permissionDecision"]!);
        Assert.Equal(new ProgramResult(0, "", ""), await HookAsync(null, Event("kubectl get pods")));
        Assert.Equal(2, (await HookAsync(null, new JsonArray())).ExitCode);
    }

    public void Dispose() => workspace.Dispose();

    private static JsonObject Event(string command) => new()
    {
        ["hook_event_name"] = "PreToolUse",
        ["tool_name"] = "Bash",
        ["tool_input"] = new JsonObject { ["command"] = command },
    };

    private static string Found(JsonArray doors, string name) => (string)Door(doors, name)["found"]!;

    private static string State(JsonArray doors, string name) => (string)Door(doors, name)["state"]!;

    private static JsonNode Door(JsonArray doors, string name) => doors.Single(door => (string)door!["door"]! == name)!;

    private async Task<JsonObject> DocumentAsync(params (string Name, string? Value)[] environment)
    {
        var result = await RunAsync(environment, "doctor", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonNode.Parse(result.Answers)!.AsObject();
    }

    private Task<ProgramResult> RunAsync((string Name, string? Value)[]? environment, params string[] arguments) =>
        ProgramRun.ToEndAsync(
            ProgramRun.StartBuilt(
                BuiltProgram.Cli, [.. arguments], workspace.Root,
                [("CLAUDECODE", null), ("KUBECONFIG", null), .. environment ?? []]),
            null);

    private Task<ProgramResult> HookAsync(string? option, JsonNode given) => ProgramRun.WithInputAsync(
        BuiltProgram.Cli, workspace, given.ToJsonString(), option is null ? ["hook"] : ["hook", option]);
}
