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

    [Theory]
    [InlineData("approve", "--as", "person:local", "--note", "approved by the person")]
    [InlineData("approve", "--as", "person:ann", "--signature", "/dev/null")]
    [InlineData("reject", "--as", "person:ann")]
    [InlineData("notify")]
    public async Task Attack_options_that_go_with_a_decision_decide_nothing_without_a_terminal(
        string command, params string[] options)
    {
        var id = await PendingAsync();
        var result = await demo.RunAsync(["approvals", command, id, .. options]);
        Assert.Equal(4, result.ExitCode);
        Assert.Empty(result.Answers);
        Assert.Equal(id, await PendingAsync());
    }

    [Fact]
    public async Task No_variable_decides()
    {
        var id = await PendingAsync();
        var process = ProgramRun.StartBuilt(
            BuiltProgram.Cli, ["approvals", "approve", id, "--workspace", demo.Folder], demo.Workspace.Root,
            ("SPECSKILLS_APPROVE", Target), ("CI", "true"), ("DEBIAN_FRONTEND", "noninteractive"), ("FORCE_TTY", "1"));
        var result = await ProgramRun.ToEndAsync(process, Target + "\n");
        Assert.Equal(4, result.ExitCode);
        Assert.Equal(id, await PendingAsync());
    }

    [Fact]
    public async Task Attack_a_clock_of_the_callers_own()
    {
        // The only clock a file can set is the demo's, and there nothing is asked for any more.
        var decided = await demo.RunAsync("audit", "list", "--kind", "decision", "--limit", "1", "--json");
        var id = (string)JsonNode.Parse(decided.Answers)!["records"]![0]!["id"]!;
        var asked = await ProgramRun.OfAsync(
            BuiltProgram.GovernanceEnforcer, demo.Workspace, "request", "--decision", id, "--workspace", demo.Folder);
        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("The demo is over", asked.Notes, StringComparison.Ordinal);

        // In any other workspace the file is nothing.
        using var own = new TestWorkspace();
        Directory.CreateDirectory(Path.Combine(own.Root, ".specskills"));
        File.Copy(
            Path.Combine(demo.Folder, ".specskills", "simulated-time"),
            Path.Combine(own.Root, ".specskills", "simulated-time"));
        var validated = await ProgramRun.OfAsync(BuiltProgram.Cli, own, "approvals", "list", "--json");
        Assert.Equal(0, validated.ExitCode);
        var elsewhere = await ProgramRun.OfAsync(
            BuiltProgram.GovernanceEnforcer, own, "request", "--decision", id, "--cluster", "embedded");
        Assert.Equal(3, elsewhere.ExitCode);
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
    public async Task A_breaker_is_reset_by_the_folders_name_too_and_a_slip_of_the_hand_is_no_closed_breaker()
    {
        TestTools.OnPath("script");
        using var own = demo.Copy();
        var folder = Path.Combine(own.Root, ".specskills", "demo");
        var slip = await TypedAsync(own, folder, "breaker reset todo-bakend --reason replaced", "todo-bakend");
        Assert.Equal(3, slip.ExitCode);
        Assert.Contains("No blueprint governs this service", slip.Answers, StringComparison.Ordinal);
        var reset = await TypedAsync(own, folder, "breaker reset backend --reason replaced", Target);
        Assert.True(reset.ExitCode == 0, reset.ToString());
        Assert.Contains($"The breaker of {Target} is closed.", reset.Answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_of_the_loop_is_withdrawn_by_no_command()
    {
        var id = await PendingAsync();
        var result = await demo.RunAsync("approvals", "cancel", id);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Only the requester, agent:loop", result.Notes, StringComparison.Ordinal);
        Assert.Equal(id, await PendingAsync());
    }

    [Fact]
    public async Task Requests_are_listed_by_the_folders_name_too()
    {
        var listed = await demo.RunAsync("approvals", "list", "--service", "backend");
        Assert.Contains(await PendingAsync(), listed.Answers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9999999d")]
    [InlineData("-1h")]
    [InlineData("soon")]
    public async Task An_end_of_a_freeze_that_is_none_is_refused_and_nothing_is_frozen(string length)
    {
        using var own = new TestWorkspace();
        var result = await ProgramRun.OfAsync(BuiltProgram.Cli, own, "freeze", $"--for={length}", "release");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("This is not a valid end of a freeze", result.Notes, StringComparison.Ordinal);
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
        var wrong = await TypedAsync(own, folder, id, "todo-frontend", "approve");
        Assert.Equal(2, wrong.ExitCode);
        var right = await TypedAsync(own, folder, id, Target, "approve");
        Assert.Equal(0, right.ExitCode);
        Assert.Contains("Approved", right.Answers, StringComparison.Ordinal);
        var after = await ProgramRun.OfAsync(
            BuiltProgram.Cli, own, "approvals", "list", "--json", "--workspace", folder);
        Assert.Empty(JsonNode.Parse(after.Answers)!["approvals"]!.AsArray());
    }

    /// <summary>
    /// What L0 cannot stop: a program of the agent's own that looks like a terminal. It succeeds, and every record of
    /// it says at which level of assurance it was made. A code sent off the machine stops it
    /// (<c>OffMachineCodeTests.Attack_the_name_without_the_code</c>).
    /// </summary>
    [Fact]
    public async Task Attack_that_succeeds_at_L0_a_faked_terminal_approves_and_is_recorded_as_L0()
    {
        TestTools.OnPath("script");
        using var own = demo.Copy();
        var folder = Path.Combine(own.Root, ".specskills", "demo");
        var id = (string)(await ListedAsync(own, folder))["approvals"]![0]!["approval_id"]!;

        var faked = await TypedAsync(own, folder, id, Target, "approve");

        Assert.Equal(0, faked.ExitCode);
        var records = await ProgramRun.OfAsync(
            BuiltProgram.Cli, own, "audit", "list", "--kind", "approval.approved", "--json", "--workspace", folder);
        var approved = JsonNode.Parse(records.Answers)!["records"]!.AsArray()
            .Single(record => (string?)record!["id"] == id)!;
        Assert.Equal(("L0", "person:local"), (
            (string)approved["assurance_level"]!, (string)approved["decided_by"]!));
        Assert.Null(approved["proof"]!["code_digest"]);
        // The queue counts it like any other.
        Assert.Equal(1, (int)(await ListedAsync(own, folder))["queue"]!["decided"]!);
    }

    [Fact]
    public async Task Watching_shows_requests_come_and_go_until_stopped()
    {
        TestTools.OnPath("script");
        using var own = demo.Copy();
        var folder = Path.Combine(own.Root, ".specskills", "demo");
        var id = (string)(await ListedAsync(own, folder))["approvals"]![0]!["approval_id"]!;
        using var watch = ProgramRun.StartBuilt(
            BuiltProgram.Cli, ["approvals", "watch", "--json", "--workspace", folder], own.Root);
        var cancellation = TestContext.Current.CancellationToken;

        var first = JsonNode.Parse((await watch.StandardOutput.ReadLineAsync(cancellation))!)!;
        Assert.Equal((id, "pending"), ((string)first["approval_id"]!, (string)first["event"]!));
        await TypedAsync(own, folder, id, "reject", "reject");
        var second = JsonNode.Parse((await watch.StandardOutput.ReadLineAsync(cancellation))!)!;
        Assert.Equal((id, "rejected"), ((string)second["approval_id"]!, (string)second["event"]!));

        using var kill = ProgramRun.Start("kill", ["-TERM", $"{watch.Id}"], own.Root);
        await watch.WaitForExitAsync(cancellation);
        Assert.Equal(130, watch.ExitCode);
    }

    private static async Task<JsonNode> ListedAsync(TestWorkspace workspace, string folder) =>
        JsonNode.Parse((await ProgramRun.OfAsync(
            BuiltProgram.Cli, workspace, "approvals", "list", "--json", "--workspace", folder)).Answers)!;

    private static Task<ProgramResult> TypedAsync(
        TestWorkspace workspace, string folder, string id, string typed, string decision) =>
        TypedAsync(workspace, folder, $"approvals {decision} {id}", typed);

    private static Task<ProgramResult> TypedAsync(
        TestWorkspace workspace, string folder, string words, string typed)
    {
        var command = $"{BuiltProgram.ShellWords} {words} --workspace '{folder}'";
        var process = ProgramRun.Start("script", ["-qec", command, "/dev/null"], workspace.Root, ("TERM", "dumb"));
        return ProgramRun.ToEndAsync(process, typed + "\n");
    }

    private async Task<string> PendingAsync()
    {
        var listed = await demo.RunAsync("approvals", "list", "--json");
        return (string)JsonNode.Parse(listed.Answers)!["approvals"]![0]!["approval_id"]!;
    }
}
