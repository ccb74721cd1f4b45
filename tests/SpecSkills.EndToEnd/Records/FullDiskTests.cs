using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Records;

/// <summary>No record, no write: on a real file system of a real size.</summary>
public sealed class FullDiskTests
{
    /// <summary>Lines of the record that fit into the rest of a page or two; more means the disk is not full.</summary>
    private const int Attempts = 16;

    [Fact]
    public async Task With_the_disk_full_nothing_is_written_to_the_cluster()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        await workspace.MakeBackendUnreadableAsync();
        using var disk = SmallDisk.MountedAt(Path.Combine(workspace.Root, "logs"));
        var (_, verdict) = await workspace.PermitAsync();
        var permit = (string)verdict["permit_id"]!;
        disk.Fill();
        // A file system gives space in pages: what is left of the last one still takes lines. The shortest there is, of
        // a blueprint that cannot be read, takes the rest: no intent is as short.
        var refused = false;
        for (var i = 0; i < Attempts && !refused; i++)
            refused = (await workspace.RunAsync(BuiltProgram.Cli, "decide", "backend")).Notes.Contains(
                "could not be written", StringComparison.Ordinal);
        Assert.True(refused, "The disk never filled up.");
        var kept = Snapshot(workspace);

        var apply = await workspace.RunAsync(BuiltProgram.ExecutionEngine, "apply", "--permit", permit, "--json");
        Assert.True(apply.ExitCode != 0, apply.ToString());
        Assert.Contains("nothing may be changed", apply.Answers + apply.Notes, StringComparison.Ordinal);
        Assert.Equal(2, await workspace.ReplicasAsync());
        Assert.Empty(workspace.Records("operation.intent"));
        // Half a line is taken back: the record is as it was, and whole.
        Assert.Equal(kept, Snapshot(workspace));
        await workspace.AnswerAsync(0, BuiltProgram.Cli, "audit", "verify");

        disk.Free();
        // What could not be recorded was not done. The next program says so and continues.
        var (_, next) = await AgainAsync(workspace);
        var done = await workspace.RunAsync(
            BuiltProgram.ExecutionEngine, "apply", "--permit", (string)next["permit_id"]!, "--json");
        Assert.True(done.ExitCode == 0, done.ToString());
        Assert.Equal(3, await workspace.ReplicasAsync());
        await workspace.AnswerAsync(0, BuiltProgram.Cli, "audit", "verify");
    }

    /// <summary>A program that executes settles first what the refused one left in the state.</summary>
    private static async Task<(System.Text.Json.Nodes.JsonObject Decision, System.Text.Json.Nodes.JsonObject Verdict)>
        AgainAsync(ServiceWorkspace workspace)
    {
        await workspace.RunAsync(BuiltProgram.ExecutionEngine, "apply", "--permit", "p-none", "--json");
        return await workspace.PermitAsync();
    }

    private static string Snapshot(ServiceWorkspace workspace) => string.Join('\n', Directory
        .GetFiles(Path.Combine(workspace.Root, "logs", "agent-decisions"), "*", SearchOption.AllDirectories)
        .Order().Select(file => $"{file} {new FileInfo(file).Length}"));
}
