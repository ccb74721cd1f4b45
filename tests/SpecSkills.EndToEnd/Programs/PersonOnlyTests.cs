using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>What only a person decides is not decided by anything a program can send.</summary>
[Collection(nameof(PlayedDemo))]
public sealed class PersonOnlyTests(PlayedDemo demo)
{
    private const string Target = "todo-backend";

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    public async Task A_pipe_decides_nothing(string decision)
    {
        var id = await PendingAsync();
        var result = await ProgramRun.WithInputAsync(
            BuiltProgram.Cli, demo.Workspace, $"{Target}\nreject\ny\n",
            "approvals", decision, id, "--workspace", demo.Folder);
        Assert.Equal(4, result.ExitCode);
        Assert.Empty(result.Answers);
        Assert.Contains("terminal", result.Notes, StringComparison.Ordinal);
        Assert.Equal(id, await PendingAsync());
    }

    [Theory]
    [InlineData("--yes")]
    [InlineData("--force")]
    [InlineData("--confirm")]
    public async Task No_flag_decides(string flag)
    {
        var id = await PendingAsync();
        var result = await demo.RunAsync("approvals", "approve", id, flag);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(id, await PendingAsync());
    }

    [Fact]
    public async Task No_variable_decides()
    {
        var id = await PendingAsync();
        var process = ProgramRun.Start(
            "dotnet", [BuiltProgram.Cli, "approvals", "approve", id, "--workspace", demo.Folder], demo.Workspace.Root,
            ("SPECSKILLS_APPROVE", Target), ("CI", "true"), ("DEBIAN_FRONTEND", "noninteractive"), ("FORCE_TTY", "1"));
        var result = await ProgramRun.ToEndAsync(process, Target + "\n");
        Assert.Equal(4, result.ExitCode);
        Assert.Equal(id, await PendingAsync());
    }

    [Fact]
    public async Task A_breaker_is_not_reset_by_a_pipe()
    {
        var result = await ProgramRun.WithInputAsync(
            BuiltProgram.Cli, demo.Workspace, $"{Target}\n",
            "breaker", "reset", Target, "--reason", "because", "--workspace", demo.Folder);
        Assert.Equal(4, result.ExitCode);
        var status = await demo.RunAsync("breaker", "status", "--json");
        Assert.Contains("\"open\"", status.Answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_at_a_terminal_decides_by_typing_the_targets_name()
    {
        TestTools.OnPath("script");
        using var own = demo.Copy();
        var folder = Path.Combine(own.Root, ".specskills", "demo");
        var listed = await ProgramRun.OfAsync(
            BuiltProgram.Cli, own, "approvals", "list", "--json", "--workspace", folder);
        var id = (string)JsonNode.Parse(listed.Answers)!["approvals"]![0]!["approval_id"]!;
        var wrong = await TypedAsync(own, folder, id, "todo-frontend");
        Assert.Equal(2, wrong.ExitCode);
        var right = await TypedAsync(own, folder, id, Target);
        Assert.Equal(0, right.ExitCode);
        Assert.Contains("Approved", right.Answers, StringComparison.Ordinal);
        var after = await ProgramRun.OfAsync(
            BuiltProgram.Cli, own, "approvals", "list", "--json", "--workspace", folder);
        Assert.Empty(JsonNode.Parse(after.Answers)!["approvals"]!.AsArray());
    }

    private static Task<ProgramResult> TypedAsync(TestWorkspace workspace, string folder, string id, string typed)
    {
        var command = $"dotnet '{BuiltProgram.Cli}' approvals approve {id} --workspace '{folder}'";
        var process = ProgramRun.Start("script", ["-qec", command, "/dev/null"], workspace.Root, ("TERM", "dumb"));
        return ProgramRun.ToEndAsync(process, typed + "\n");
    }

    private async Task<string> PendingAsync()
    {
        var listed = await demo.RunAsync("approvals", "list", "--json");
        return (string)JsonNode.Parse(listed.Answers)!["approvals"]![0]!["approval_id"]!;
    }
}
