using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>What every command line of the house does alike.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("decide", "frontend")]
    [InlineData("status")]
    [InlineData("cluster", "up")]
    public async Task State_that_cannot_be_written_is_named_and_no_crash(params string[] arguments)
    {
        using var workspace = new TestWorkspace();
        using var state = SmallDisk.MountedAt(Path.Combine(workspace.Root, ".specskills"));
        state.Protect();
        var result = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, arguments);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(".specskills", result.Notes, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_usage_and_says_nothing_on_stdout()
    {
        using var workspace = new TestWorkspace();
        var result = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "frobnicate");
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Answers);
        Assert.Contains("frobnicate", result.Notes, StringComparison.Ordinal);
        Assert.Contains("specskills --help", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_an_answer_and_names_every_command_of_the_contract()
    {
        using var workspace = new TestWorkspace();
        var result = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "--help");
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Notes);
        foreach (var command in new[]
                 {
                     "demo", "run", "validate", "decide", "explain", "status", "approvals", "audit", "breaker",
                     "cluster", "mcp", "blueprint",
                 })
            Assert.Contains(command, result.Answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_under_the_answer_is_said_and_is_no_fault_of_the_program()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        using var workspace = new TestWorkspace();
        var result = await ProgramRun.ToEndAsync(
            ProgramRun.Start("sh", ["-c", $"{BuiltProgram.ShellWords} status > /dev/full"], workspace.Root), null);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no space is left", result.Notes, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_signal_ends_a_program_that_waits_for_its_input()
    {
        using var workspace = new TestWorkspace();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var process = ProgramRun.StartBuilt(
            BuiltProgram.DecisionEngine, ["decide", "--batch", "-"], workspace.Root);
        try
        {
            // Its first answer shows that it runs; what it does next is wait for another line.
            await process.StandardInput.WriteLineAsync("{}".AsMemory(), patience.Token);
            await process.StandardInput.FlushAsync(patience.Token);
            Assert.Contains(
                "error", await process.StandardOutput.ReadLineAsync(patience.Token), StringComparison.Ordinal);
            using var signal = ProgramRun.Start(
                "kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)], workspace.Root);
            await process.WaitForExitAsync(patience.Token);
            Assert.Equal(130, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    [Fact]
    public async Task A_word_that_begins_with_at_is_not_a_file_to_read_arguments_from()
    {
        using var workspace = new TestWorkspace();
        var file = Path.Combine(workspace.Root, "arguments");
        await File.WriteAllTextAsync(file, "--help");
        var result = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, $"@{file}");
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Answers);
    }

    [Fact]
    public async Task Outside_a_workspace_it_says_what_was_looked_for_and_where()
    {
        using var workspace = new TestWorkspace();
        var elsewhere = Directory.CreateTempSubdirectory("specskills-empty-");
        try
        {
            var process = ProgramRun.StartBuilt(BuiltProgram.Cli, ["validate"], elsewhere.FullName);
            var result = await ProgramRun.ToEndAsync(process, null);
            Assert.Equal(1, result.ExitCode);
            Assert.Empty(result.Answers);
            Assert.Contains("blueprints/", result.Notes, StringComparison.Ordinal);
            Assert.Contains("--workspace", result.Notes, StringComparison.Ordinal);
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task With_json_the_answer_is_a_document_even_when_the_command_fails()
    {
        using var workspace = new TestWorkspace();
        var result = await ProgramRun.OfAsync(
            BuiltProgram.Cli, workspace, "validate", "--workspace", Path.Combine(workspace.Root, "missing"), "--json");
        Assert.Equal(1, result.ExitCode);
        var found = (string?)JsonNode.Parse(result.Answers)!["error"]!["found"];
        Assert.Equal("no such folder", found);
    }

    [Fact]
    public async Task An_unknown_cluster_is_refused_with_what_is_allowed()
    {
        using var workspace = new TestWorkspace();
        var result = await ProgramRun.OfAsync(
            BuiltProgram.Cli, workspace, "decide", "todo-frontend", "--cluster", "minikube");
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Answers);
        Assert.Contains("kube:<context>", result.Notes, StringComparison.Ordinal);
    }
}
