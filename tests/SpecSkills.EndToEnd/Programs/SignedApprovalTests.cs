using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>Two persons with keys, real processes all the way: asked, signed twice, executed.</summary>
public sealed class SignedApprovalTests
{
    private const string Target = "todo-frontend";

    [Fact]
    public async Task Two_persons_sign_and_the_operation_is_executed()
    {
        var keygen = TestTools.OnPath("ssh-keygen");
        TestTools.OnPath("script");
        var keys = Directory.CreateTempSubdirectory("specskills-keys-").FullName;
        try
        {
            foreach (var name in (string[])["ann", "bob"])
                await RunAsync(keys, keygen, "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", name);
            await using var workspace = await ServiceWorkspace.StartAsync(files => Prepare(files, keys));
            var decision = await workspace.AnswerAsync(
                0, BuiltProgram.DecisionEngine, "decide", "--blueprint", "blueprints/frontend/blueprint.yaml");
            var verdict = await workspace.AnswerAsync(
                4, BuiltProgram.GovernanceEnforcer, "request", "--decision", (string)decision["decision_id"]!);
            var id = (string)verdict["approval_id"]!;

            // The person at the terminal has no name here, and one name does not count as two.
            Assert.Equal(2, (await ApproveAsync(workspace, id, null, null)).ExitCode);
            var anns = await SignAsync(workspace, keygen, keys, id, "ann");
            Assert.Equal(4, (await ApproveAsync(workspace, id, "ann", anns)).ExitCode);
            Assert.Equal(2, (await ApproveAsync(workspace, id, "bob", anns)).ExitCode);
            var bobs = await SignAsync(workspace, keygen, keys, id, "bob");
            var approved = await ApproveAsync(workspace, id, "person:bob", bobs);
            Assert.True(approved.ExitCode == 0, approved.ToString());

            var record = Assert.Single(workspace.Records("approval.approved"));
            Assert.Equal("""["person:ann","person:bob"]""", record["approved_by"]!.ToJsonString());
            var applied = await workspace.AnswerAsync(
                0, BuiltProgram.ExecutionEngine, "apply", "--permit", (string)record["permit_id"]!);
            Assert.Equal("success", (string?)applied["status"]);
            Assert.Equal(3, await workspace.ReplicasAsync());
        }
        finally
        {
            Directory.Delete(keys, recursive: true);
        }
    }

    /// <summary>Nothing is allowed without a person, and two of them have to say yes.</summary>
    private static void Prepare(ServiceWorkspace files, string keys)
    {
        files.Edit("        - scale_within_limits\n", "");
        string Key(string name) => File.ReadAllText(Path.Combine(keys, name + ".pub")).Trim();
        var policy = Path.Combine(files.Root, "blueprints", "governance", "policies.yaml");
        TestWorkspace.Edit(
            policy, "      - person: person:local\n",
            $"      - person: person:local\n      - person: person:ann\n        ssh_key: {Key("ann")}\n"
            + $"      - person: person:bob\n        ssh_key: {Key("bob")}\n");
        TestWorkspace.Edit(
            policy, "    auto_reject_on_timeout: true\n", "    auto_reject_on_timeout: true\n    two_person: true\n");
    }

    private static async Task<string> SignAsync(
        ServiceWorkspace workspace, string keygen, string keys, string id, string person)
    {
        var document = await workspace.RunAsync(
            BuiltProgram.Cli, "approvals", "show", id, "--to-sign", person);
        var file = Path.Combine(keys, $"{person}.json");
        await File.WriteAllTextAsync(file, document.Answers, TestContext.Current.CancellationToken);
        await RunAsync(keys, keygen, "-q", "-Y", "sign", "-n", "specskills-approval", "-f", person, file);
        return file + ".sig";
    }

    private static Task<ProgramResult> ApproveAsync(
        ServiceWorkspace workspace, string id, string? person, string? signature)
    {
        var command = $"{BuiltProgram.ShellWords} approvals approve {id}"
            + (person is null ? "" : $" --as {person} --signature '{signature}'");
        var process = ProgramRun.Start("script", ["-qec", command, "/dev/null"], workspace.Root, ("TERM", "dumb"));
        return ProgramRun.ToEndAsync(process, Target + "\n");
    }

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        var result = await ProgramRun.ToEndAsync(ProgramRun.Start(program, arguments, folder), null);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
