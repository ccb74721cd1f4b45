using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>Accepting blueprints and policy, and lifting a freeze, take a person's terminal.</summary>
public sealed class PolicyCommandTests : IDisposable
{
    private const string Service = "todo-frontend";

    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_fresh_copy_goes_by_the_shipped_lock()
    {
        var status = await RunAsync("policy", "status", "--json");
        Assert.Equal(0, status.ExitCode);
        var document = JsonNode.Parse(status.Answers)!;
        Assert.True((bool)document["sound"]!);
        Assert.All(document["files"]!.AsArray(), file => Assert.Equal("accepted", (string?)file!["state"]));
        var diff = await RunAsync("policy", "diff");
        Assert.Contains("matches what was accepted", diff.Answers, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("validate")).ExitCode);
    }

    [Fact]
    public async Task What_widens_waits_everywhere_until_a_person_has_typed_its_name()
    {
        TestTools.OnPath("script");
        TestWorkspace.Edit(workspace.Frontend, "max_replicas: 5", "max_replicas: 9");
        Assert.Contains("max_replicas: 5 -> 9 (wider)", (await RunAsync("policy", "diff")).Answers,
            StringComparison.Ordinal);
        foreach (var command in new[] { "status", "validate" })
            Assert.Contains("stays in force until a person runs", (await RunAsync(command)).Answers,
                StringComparison.Ordinal);
        var wrong = await TypedAsync("todo-backend\n", "policy", "accept");
        Assert.Equal(130, wrong.ExitCode);
        Assert.Equal("waiting", await StateAsync());
        var right = await TypedAsync($"{Service}\n", "policy", "accept");
        Assert.True(right.ExitCode == 0, right.ToString());
        Assert.Equal("accepted", await StateAsync());
        Assert.Equal(0, (await RunAsync("audit", "verify")).ExitCode);
        var accepted = await RunAsync("audit", "list", "--kind", "policy.accepted", "--json");
        Assert.Contains("person:local", accepted.Answers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a pipe")]
    [InlineData("a flag")]
    [InlineData("a variable")]
    public async Task Nothing_but_a_terminal_accepts(string attack)
    {
        TestWorkspace.Edit(workspace.Frontend, "max_replicas: 5", "max_replicas: 9");
        var result = attack switch
        {
            "a pipe" => await ProgramRun.WithInputAsync(
                BuiltProgram.Cli, workspace, $"{Service}\nyes\n", "policy", "accept"),
            "a flag" => await RunAsync("policy", "accept", "--yes"),
            _ => await ProgramRun.ToEndAsync(
                ProgramRun.StartBuilt(BuiltProgram.Cli, ["policy", "accept"], workspace.Root,
                    ("SPECSKILLS_ACCEPT", Service), ("CI", "true"), ("FORCE_TTY", "1")), $"{Service}\n"),
        };
        Assert.Equal(attack == "a flag" ? 1 : 4, result.ExitCode);
        Assert.Equal("waiting", await StateAsync());
    }

    [Fact]
    public async Task A_lock_edited_after_its_first_use_blocks_and_a_person_accepts_anew()
    {
        TestTools.OnPath("script");
        Assert.Equal("accepted", await StateAsync());
        TestWorkspace.Edit(workspace.Frontend, "max_replicas: 5", "max_replicas: 9");
        workspace.Accept();
        var status = await RunAsync("policy", "status");
        Assert.Equal(2, status.ExitCode);
        Assert.Contains("BLOCKED", status.Answers, StringComparison.Ordinal);
        Assert.Contains("is not the one this workspace uses", status.Answers, StringComparison.Ordinal);
        Assert.Contains("everything is blocked", (await RunAsync("status")).Answers, StringComparison.Ordinal);
        // It is shown against what was accepted, not against the edited lock.
        var accepted = await TypedAsync($"{Service}\n", "policy", "accept");
        Assert.True(accepted.ExitCode == 0, accepted.ToString());
        Assert.Contains("5 -> 9", accepted.Answers, StringComparison.Ordinal);
        Assert.Equal("accepted", await StateAsync());
    }

    [Fact]
    public async Task A_rollback_to_a_wider_version_says_that_it_waits()
    {
        TestWorkspace.Edit(workspace.Frontend, "max_replicas: 5", "max_replicas: 4");
        TestWorkspace.Edit(workspace.Frontend, "version: 1.0.0", "version: 1.1.0");
        var released = await RunAsync("blueprint", "release", "frontend");
        Assert.Contains("is in force", released.Notes, StringComparison.Ordinal);
        workspace.Accept();
        var back = await RunAsync("blueprint", "rollback", "frontend", "--to", "1.0.0");
        Assert.Equal(0, back.ExitCode);
        Assert.Contains("4 -> 5", back.Notes, StringComparison.Ordinal);
        Assert.Contains("specskills policy accept", back.Notes, StringComparison.Ordinal);
        Assert.Equal("waiting", await StateAsync());
    }

    [Fact]
    public async Task Two_policies_are_compared_field_by_field()
    {
        var policy = Path.Combine(workspace.Root, "blueprints", "governance", "policies.yaml");
        var before = Path.Combine(workspace.Root, "before.yaml");
        File.Copy(policy, before);
        TestWorkspace.Edit(policy, "max_replicas: 10", "max_replicas: 12");
        TestWorkspace.Edit(policy, "operations_per_hour: 30", "operations_per_hour: 20");
        var diff = JsonNode.Parse((await RunAsync("blueprint", "diff", before, policy, "--json")).Answers)!;
        Assert.Equal("incomparable", (string?)diff["authority"]);
        Assert.Equal(
            ["spec.limits.operations_per_hour narrower", "spec.limits.max_replicas wider"],
            diff["changes"]!.AsArray().Select(change => $"{change!["path"]} {change["authority"]}"));
    }

    [Fact]
    public async Task Every_caller_can_freeze_and_only_a_terminal_resumes()
    {
        TestTools.OnPath("script");
        var frozen = await RunAsync("freeze", "the bank is closed", "--for", "12h", "--json");
        Assert.Equal(0, frozen.ExitCode);
        Assert.Equal("the bank is closed", (string?)JsonNode.Parse(frozen.Answers)!["reason"]);
        Assert.Contains("FROZEN", (await RunAsync("status")).Answers, StringComparison.Ordinal);
        Assert.Equal(4, (await ProgramRun.WithInputAsync(BuiltProgram.Cli, workspace, "resume\n", "resume")).ExitCode);
        Assert.Equal(1, (await RunAsync("resume", "--yes")).ExitCode);
        Assert.Equal(3, (await RunAsync("freeze", "--for", "-1h")).ExitCode);
        Assert.Equal(3, (await RunAsync("freeze", "--until", "yesterday")).ExitCode);
        Assert.Contains("FROZEN", (await RunAsync("status")).Answers, StringComparison.Ordinal);
        Assert.Equal(0, (await TypedAsync("resume\n", "resume", "over")).ExitCode);
        Assert.DoesNotContain("FROZEN", (await RunAsync("status")).Answers, StringComparison.Ordinal);
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) =>
        ProgramRun.OfAsync(BuiltProgram.Cli, workspace, arguments);

    private Task<ProgramResult> TypedAsync(string typed, params string[] arguments)
    {
        var command = $"{BuiltProgram.ShellWords} {string.Join(' ', arguments)}";
        return ProgramRun.ToEndAsync(
            ProgramRun.Start("script", ["-qec", command, "/dev/null"], workspace.Root, ("TERM", "dumb")), typed);
    }

    private async Task<string> StateAsync()
    {
        var status = JsonNode.Parse((await RunAsync("policy", "status", "--json")).Answers)!;
        return (string)status["files"]!.AsArray().Single(file => (string?)file!["name"] == Service)!["state"]!;
    }
}
