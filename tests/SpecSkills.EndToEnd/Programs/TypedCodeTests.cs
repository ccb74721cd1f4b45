using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>
/// The code that was sent off the machine, typed in a terminal, real processes all the way: asked, told over https,
/// typed, executed.
/// </summary>
public sealed class TypedCodeTests
{
    private const string Target = "todo-frontend";

    [Fact]
    public async Task Only_the_code_that_went_through_the_channel_approves()
    {
        TestTools.OnPath("script");
        await using var receiver = new HttpsReceiver();
        await using var workspace = await ServiceWorkspace.StartAsync(files => Prepare(files, receiver.Address));
        var decision = await workspace.AnswerAsync(
            0, BuiltProgram.DecisionEngine, "decide", "--blueprint", "blueprints/frontend/blueprint.yaml");
        var asked = await RunAsync(
            workspace, receiver, BuiltProgram.GovernanceEnforcer, "request", "--json", "--decision",
            (string)decision["decision_id"]!);
        Assert.True(asked.ExitCode == 4, asked.ToString());
        var id = (string)JsonNode.Parse(asked.Answers)!["approval_id"]!;
        var message = Assert.Single(receiver.Received);
        var code = (string)message["code"]!;
        // The requester never sees the code.
        Assert.DoesNotContain(code, asked.Answers + asked.Notes, StringComparison.Ordinal);

        // The faked terminal of L0: the name alone, and a guess.
        foreach (var (typed, exit) in ((string, int)[])[("", 2), (code == "00000000" ? "1" : "00000000", 2)])
            Assert.Equal(exit, (await ApproveAsync(workspace, receiver, id, typed)).ExitCode);
        Assert.Empty(workspace.Records("approval.approved"));

        var approved = await ApproveAsync(workspace, receiver, id, $"{code[..4]} {code[4..]}");
        Assert.True(approved.ExitCode == 0, approved.ToString());
        Assert.Contains("The code sent to https://127.0.0.1:", approved.Answers, StringComparison.Ordinal);
        Assert.Equal("approval.approved", (string?)receiver.Received[^1]["event"]);
        Assert.Null(receiver.Received[^1]["code"]);

        var record = Assert.Single(workspace.Records("approval.approved"));
        Assert.NotNull(record["proof"]!["code_digest"]);
        var applied = await workspace.AnswerAsync(
            0, BuiltProgram.ExecutionEngine, "apply", "--permit", (string)record["permit_id"]!);
        Assert.Equal("success", (string?)applied["status"]);
        Assert.Equal(3, await workspace.ReplicasAsync());
        // Neither record nor state holds the digits.
        Assert.DoesNotContain(
            Directory.EnumerateFiles(workspace.Root, "*", SearchOption.AllDirectories).Where(IsKept),
            kept => File.ReadAllText(kept).Contains(code, StringComparison.Ordinal));
    }

    /// <summary>Nothing is allowed without a person, and the policy's channel is the webhook.</summary>
    private static void Prepare(ServiceWorkspace files, string address)
    {
        files.Edit("        - scale_within_limits\n", "");
        TestWorkspace.Edit(
            Path.Combine(files.Root, "blueprints", "governance", "policies.yaml"),
            "    timeout: 1h\n", $"    timeout: 1h\n    notification_channels: [\"{address}\"]\n");
    }

    private static bool IsKept(string file) =>
        file.EndsWith(".jsonl", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("state.db",
            StringComparison.Ordinal);

    private static Task<ProgramResult> RunAsync(
        ServiceWorkspace workspace, HttpsReceiver receiver, string program, params string[] arguments) =>
        ProgramRun.ToEndAsync(
            ProgramRun.StartBuilt(program, [.. arguments], workspace.Root, receiver.Trust), null);

    private static Task<ProgramResult> ApproveAsync(
        ServiceWorkspace workspace, HttpsReceiver receiver, string id, string typed) => ProgramRun.ToEndAsync(
        ProgramRun.Start(
            "script", ["-qec", $"{BuiltProgram.ShellWords} approvals approve {id}", "/dev/null"], workspace.Root,
            ("TERM", "dumb"), receiver.Trust),
        $"{Target}\n{typed}\n");
}
