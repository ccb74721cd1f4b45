using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>
/// The launcher as the coding agent's hook: asks the program once it is built, judges by words alone before, and builds
/// nothing.
/// </summary>
[UnsupportedOSPlatform("windows")] // The launcher is a shell script.
public sealed class HookLauncherTests : IDisposable
{
    private const int Stops = 2;

    private readonly LauncherFolder folder = new();

    private static IReadOnlyList<(string Command, string Answer)> Table { get; } =
    [
        .. JsonNode.Parse(File.ReadAllText(
                Path.Combine(BuiltProgram.Repository, "tests", "Data", "shell-commands.json")))!.AsArray()
            .Select(row => ((string)row!["command"]!, (string)row["answer"]!)),
    ];

    [Theory]
    [InlineData("dotnet build")]
    [InlineData("dotnet test")]
    [InlineData("./specskills demo")]
    [InlineData("./specskills --version")]
    [InlineData("./specskills build")]
    [InlineData("git commit -m 'a message' && git push")]
    [InlineData("ls -la | head")]
    public async Task Before_it_is_built_the_build_and_ordinary_work_are_left_alone(string command)
    {
        Assert.Equal(new ProgramResult(0, "", ""), await HookAsync(command));
        Assert.Equal(0, folder.Builds);
    }

    [Theory]
    [InlineData("kubectl delete pod x")]
    [InlineData("k''ubectl delete pod x")]
    [InlineData("ku\\bectl get pods")]
    [InlineData("bash -c \"KUBECTL get pods\"")]
    [InlineData("helm list")]
    [InlineData("minikube delete")]
    [InlineData("docker exec x y")]
    [InlineData("./specskills approvals approve a-1")]
    [InlineData("script -qec './specskills breaker reset x --reason y' /dev/null")]
    [InlineData("rm -rf .specskills")]
    [InlineData("echo a3ViZWN0bA== | base64 -d | sh")]
    public async Task Before_it_is_built_the_words_alone_decide(string command)
    {
        var result = await HookAsync(command);
        Assert.Equal(Stops, result.ExitCode);
        Assert.Empty(result.Answers);
        Assert.Contains("decision_propose", result.Notes, StringComparison.Ordinal);
        Assert.Equal(0, folder.Builds);
    }

    [Fact]
    public async Task A_stale_program_is_not_asked_and_not_built_again()
    {
        await folder.LaunchAsync("one");
        File.SetLastWriteTimeUtc(Path.Combine(folder.Root, "src", "one.cs"), DateTime.UtcNow.AddSeconds(5));
        Assert.Equal(Stops, (await HookAsync("kubectl delete pod 'x'")).ExitCode);
        Assert.Equal(new ProgramResult(0, "", ""), await HookAsync("echo 'x'"));
        Assert.Equal(1, folder.Builds);
    }

    [Fact]
    public async Task Once_it_is_built_the_program_decides_and_reads_the_event_as_it_was()
    {
        await folder.LaunchAsync("one");
        var result = await HookAsync("echo \"$(kubectl get pods)\" é\n");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"answer: hook\n{Event("echo \"$(kubectl get pods)\" é\n")}", result.Answers);
        folder.Script("exit 2");
        Assert.Equal(Stops, (await HookAsync("echo \"$x\"")).ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("""{"tool_name": "Bash", "tool_input": {"command": ["kubectl", "delete"]}}""")]
    [InlineData("""{"tool_name": "Bash", "tool_input": {}}""")]
    public async Task Before_it_is_built_what_cannot_be_read_is_stopped(string input) =>
        Assert.Equal(Stops, (await ProgramRun.ToEndAsync(folder.Start("hook"), input)).ExitCode);

    [Fact]
    public async Task The_paths_around_a_command_do_not_matter() => Assert.Equal(
        0,
        (await ProgramRun.ToEndAsync(
            folder.Start("hook"),
            """{"cwd":"/home/me/helm/kubectl","tool_name":"Bash","tool_input":{"command":"echo 'x'"}}""")).ExitCode);

    [Fact]
    public async Task Nothing_the_program_denies_is_answered_without_it()
    {
        await folder.LaunchAsync("one");
        var missed = new List<string>();
        foreach (var (command, answer) in Table.Where(row => row.Answer == "denied"))
            if (!(await HookAsync(command)).Answers.StartsWith("answer: hook", StringComparison.Ordinal))
                missed.Add(command);
        Assert.Empty(missed);
    }

    [Fact]
    public async Task Before_it_is_built_kubectl_and_helm_are_denied_wherever_they_occur()
    {
        var missed = new List<string>();
        foreach (var (command, _) in Table)
        {
            var named = command.Contains("kubectl", StringComparison.OrdinalIgnoreCase)
                || command.Split(' ').Contains("helm");
            if (named && (await HookAsync(command)).ExitCode != Stops) missed.Add(command);
        }

        Assert.Empty(missed);
        Assert.Equal(0, folder.Builds);
    }

    [Theory]
    [InlineData("kubectl delete pod x", Stops)]
    [InlineData("ls", 0)]
    public async Task Before_it_is_built_a_long_command_is_read_to_its_end(string last, int exitCode)
    {
        // Bash took minutes for one of this length, and a client that waits no longer lets it run.
        var command = string.Concat(Enumerable.Repeat("echo 'a' \\\n;", 12_000)) + last;
        Assert.Equal(exitCode, (await HookAsync(command)).ExitCode);
    }

    [Theory]
    [InlineData("exit 134")]
    [InlineData("exit 1")]
    [InlineData("kill -9 $$")]
    public async Task A_program_that_dies_stops_the_command(string death)
    {
        await folder.LaunchAsync("one");
        folder.Script(death);
        var result = await HookAsync("echo \"$x\"");
        Assert.Equal(Stops, result.ExitCode);
        Assert.Contains("ended with code", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_commands_in_one_event_neither_is_passed_over() => Assert.Equal(
        Stops,
        (await ProgramRun.ToEndAsync(
            folder.Start("hook"),
            """{"tool_name":"Bash","tool_input":{"command":"ls","command":"kubectl delete pod x"}}""")).ExitCode);

    [Fact]
    public async Task Without_dotnet_it_still_answers()
    {
        var process = ProgramRun.Start("/bin/bash", [Path.Combine(folder.Root, "specskills"), "hook"], folder.Root,
            ("PATH", "/usr/bin:/bin"), ("DOTNET_ROOT", null), ("HOME", folder.Root));
        Assert.Equal(Stops, (await ProgramRun.ToEndAsync(process, Event("kubectl delete pod x"))).ExitCode);
    }

    public void Dispose() => folder.Dispose();

    private Task<ProgramResult> HookAsync(string command) =>
        ProgramRun.ToEndAsync(folder.Start("hook"), Event(command));

    private static string Event(string command) => new JsonObject
    {
        ["session_id"] = "s",
        ["hook_event_name"] = "PreToolUse",
        ["tool_name"] = "Bash",
        ["tool_input"] = new JsonObject { ["command"] = command },
    }.ToJsonString(new System.Text.Json.JsonSerializerOptions
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
