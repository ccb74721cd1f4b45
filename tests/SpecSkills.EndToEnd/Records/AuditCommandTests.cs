using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Records;

/// <summary>The record as a person meets it: followed, pruned, broken, its index damaged.</summary>
public sealed class AuditCommandTests
{
    [Fact]
    public async Task Following_shows_what_other_processes_write_also_over_the_turn_of_a_day()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        await DecideAsync(workspace);
        using var follower = ProgramRun.StartBuilt(
            BuiltProgram.Cli, ["audit", "list", "--follow", "--json"], workspace.Root);
        try
        {
            var first = await NextAsync();
            while (first.Kind != "decision") first = await NextAsync();
            await DecideAsync(workspace);
            Assert.Equal((first.Number + 1, "decision"), await NextAsync());
            workspace.AgeRecord(1);
            await DecideAsync(workspace);
            Assert.Equal((first.Number + 2, "checkpoint"), await NextAsync());
            Assert.Equal((first.Number + 3, "decision"), await NextAsync());
            using var signal = ProgramRun.Start(
                "kill", ["-TERM", follower.Id.ToString(CultureInfo.InvariantCulture)], workspace.Root);
            await follower.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(130, follower.ExitCode);
            Assert.Null(await follower.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            if (!follower.HasExited) follower.Kill();
        }

        async Task<(int Number, string? Kind)> NextAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var line = await follower.StandardOutput.ReadLineAsync(patience.Token);
            var record = JsonNode.Parse(line ?? "")!;
            return ((int)record["seq"]!, (string?)record["kind"]);
        }
    }

    [Fact]
    public async Task Records_past_their_retention_are_pruned_and_what_is_left_verifies()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        await DecideAsync(workspace);
        var old = Lines(workspace);
        workspace.AgeRecord(100);
        await DecideAsync(workspace);
        var before = Lines(workspace);
        var would = await workspace.AnswerAsync(0, BuiltProgram.Cli, "audit", "prune", "--dry-run");
        Assert.Equal((false, 1, "90d"), (
            (bool)would["deleted"]!, would["segments"]!.AsArray().Count, (string?)would["retention_period"]));
        Assert.Equal(before, Lines(workspace));
        var pruned = await workspace.AnswerAsync(0, BuiltProgram.Cli, "audit", "prune");
        Assert.Equal(old, (int)Assert.Single(pruned["segments"]!.AsArray())!["records"]!);
        var said = Assert.Single(workspace.Records("pruned"));
        Assert.Equal(("agent:mcp", old, "90d"),
            ((string?)said["actor"], (int)said["records"]!, (string?)said["retention_period"]));
        var verified = await workspace.AnswerAsync(0, BuiltProgram.Cli, "audit", "verify");
        Assert.Equal((true, old), ((bool)verified["verified"]!, (int)verified["pruned_records"]!));
    }

    [Fact]
    public async Task The_agent_prunes_by_itself_when_it_starts()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        await DecideAsync(workspace);
        workspace.AgeRecord(100);
        await DecideAsync(workspace);
        using var agent = ProgramRun.StartBuilt(
            BuiltProgram.Cli, ["run", "todo-backend", "--json"], workspace.Root);
        try
        {
            // It prunes before it looks at anything: its first line comes after.
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            Assert.NotNull(await agent.StandardOutput.ReadLineAsync(patience.Token));
            Assert.Equal("agent:loop", (string?)Assert.Single(workspace.Records("pruned"))["actor"]);
            Assert.Single(Directory.GetFiles(
                Path.Combine(workspace.Root, "logs", "agent-decisions"), "??.jsonl", SearchOption.AllDirectories));
        }
        finally
        {
            agent.Kill(entireProcessTree: false);
            await agent.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_broken_record_is_named_by_verify_and_kept_by_prune()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        await DecideAsync(workspace);
        var old = Lines(workspace);
        workspace.AgeRecord(100);
        await DecideAsync(workspace);
        await DecideAsync(workspace);
        var today = Directory.GetFiles(
            Path.Combine(workspace.Root, "logs", "agent-decisions"), "??.jsonl", SearchOption.AllDirectories).Order()
            .Last();
        var lines = await File.ReadAllLinesAsync(today, TestContext.Current.CancellationToken);
        lines[1] = lines[1].Replace("todo-frontend", "todo-backend", StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            today, string.Concat(lines.Select(line => line + "\n")), TestContext.Current.CancellationToken);
        var verified = await workspace.AnswerAsync(5, BuiltProgram.Cli, "audit", "verify");
        Assert.Equal((false, old + 2, 2, "altered"), ((bool)verified["verified"]!, (int)verified["fault"]!["seq"]!,
            (int)verified["fault"]!["line"]!, (string?)verified["fault"]!["kind"]));
        var kept = await workspace.RunAsync(BuiltProgram.Cli, "audit", "prune");
        Assert.True(kept.ExitCode == 5, kept.ToString());
        Assert.Contains($"record {old + 2}", kept.Notes, StringComparison.Ordinal);
        Assert.Empty(workspace.Records("pruned"));
    }

    [Fact]
    public async Task A_damaged_index_is_rebuilt_by_the_next_query_and_on_demand()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        await DecideAsync(workspace);
        await DecideAsync(workspace);
        var index = Path.Combine(workspace.Root, ".specskills", "audit-index.db");
        await File.WriteAllTextAsync(index, "no database", TestContext.Current.CancellationToken);
        var listed = await workspace.AnswerAsync(
            0, BuiltProgram.Cli, "audit", "list", "--service", "frontend", "--kind", "decision", "--until",
            "2099-01-01T00:00:00Z");
        Assert.Equal(2, listed["records"]!.AsArray().Count);
        Assert.Empty((await workspace.AnswerAsync(
            0, BuiltProgram.Cli, "audit", "list", "--until", "1h"))["records"]!.AsArray());
        var rebuilt = await workspace.AnswerAsync(0, BuiltProgram.Cli, "audit", "rebuild-index");
        Assert.Equal(Lines(workspace), (int)rebuilt["records"]!);
    }

    [Fact]
    public async Task Following_into_the_past_is_refused()
    {
        using var workspace = new TestWorkspace();
        var refused = await ProgramRun.OfAsync(
            BuiltProgram.Cli, workspace, "audit", "list", "--follow", "--until", "1h");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--follow", refused.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--limit is a number from 1 to 250", "audit", "list", "--limit", "x")]
    [InlineData("--limit is a number from 1 to 250", "audit", "list", "--limit", "251")]
    [InlineData("--cursor is a number from 1", "audit", "list", "--cursor", "0")]
    [InlineData("--pace is a number from 1 to 3600", "demo", "--pace", "x")]
    [InlineData("--seed is a number from 0", "demo", "--seed", "-1")]
    [InlineData("--port is a number from 0 to 65535", "cluster", "up", "--foreground", "--port", "x")]
    public async Task What_is_no_number_is_refused_with_the_numbers_that_are_allowed(string said, params string[] words)
    {
        using var workspace = new TestWorkspace();
        var refused = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, words);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(said, refused.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_that_there_is_not_is_answered_with_those_there_are()
    {
        using var workspace = new TestWorkspace();
        var listed = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "audit", "list", "--kind", "decisions");
        Assert.Equal(0, listed.ExitCode);
        Assert.Contains("'decisions' is not a kind of record", listed.Notes, StringComparison.Ordinal);
        Assert.Contains("operation.closed", listed.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attack_a_record_hidden_in_the_index_is_named_by_verify()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        await DecideAsync(workspace);
        await DecideAsync(workspace);
        await workspace.AnswerAsync(0, BuiltProgram.Cli, "audit", "verify");
        var index = Path.Combine(workspace.Root, ".specskills", "audit-index.db");
        await using (var direct = new SqliteConnection($"Data Source={index};Pooling=False"))
        {
            await direct.OpenAsync(TestContext.Current.CancellationToken);
            await using var edit = direct.CreateCommand();
            edit.CommandText = "UPDATE records SET kind = 'drift' WHERE seq = (SELECT max(seq) FROM records)";
            await edit.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var misled = await workspace.AnswerAsync(5, BuiltProgram.Cli, "audit", "verify");
        Assert.Equal((false, Lines(workspace)), ((bool)misled["verified"]!, (int)misled["index_fault"]!["seq"]!));
        var told = await workspace.RunAsync(BuiltProgram.Cli, "audit", "verify");
        Assert.Contains("rebuild-index", told.ToString(), StringComparison.Ordinal);
        await workspace.AnswerAsync(0, BuiltProgram.Cli, "audit", "rebuild-index");
        await workspace.AnswerAsync(0, BuiltProgram.Cli, "audit", "verify");
    }

    private static async Task DecideAsync(ServiceWorkspace workspace) =>
        await workspace.AnswerAsync(0, BuiltProgram.Cli, "decide", "todo-frontend");

    private static int Lines(ServiceWorkspace workspace) => Directory
        .GetFiles(Path.Combine(workspace.Root, "logs"), "??.jsonl", SearchOption.AllDirectories)
        .Sum(file => File.ReadAllLines(file).Length);
}
