using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Pipeline;

/// <summary>The steps of one operation, each taken by the skill's own console against the embedded cluster.</summary>
public sealed class ConsolePipelineTests
{
    private const string Frontend = "blueprints/frontend/blueprint.yaml";

    [Fact]
    public async Task Decide_request_apply_and_check_take_an_operation_from_blueprint_to_record()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        var (decision, verdict) = await workspace.PermitAsync();
        var operation = decision["operations"]!.AsArray().Single()!.AsObject();
        AssertKeys(
            decision, "decision_id", "service", "blueprint", "type", "reason", "current_state", "target_state",
            "rationale", "blueprint_references", "operations", "considered");
        AssertKeys(
            operation, "operation_id", "kind", "service", "origin", "parameters", "target", "before", "after");
        Assert.Equal("scale_up", (string?)decision["type"]);
        AssertKeys(
            verdict, "status", "operation", "effects", "operation_id", "rule", "explanation", "alternative",
            "permit_id", "expires_at");
        Assert.Equal("allowed", (string?)verdict["status"]);
        var permit = (string)verdict["permit_id"]!;

        var rehearsal = await workspace.AnswerAsync(
            0, BuiltProgram.ExecutionEngine, "apply", "--permit", permit, "--dry-run");
        Assert.True((bool)rehearsal["dry_run"]!);
        Assert.Equal(2, await workspace.ReplicasAsync());

        var receipt = await workspace.AnswerAsync(0, BuiltProgram.ExecutionEngine, "apply", "--permit", permit);
        AssertKeys(
            receipt, "operation_id", "status", "command", "requests", "duration", "dry_run",
            "resource_version_before", "resource_version_after", "verification", "outcome");
        Assert.Equal("success", (string?)receipt["status"]);
        Assert.Equal(3, await workspace.ReplicasAsync());

        var check = await workspace.AnswerAsync(
            0, BuiltProgram.VerificationEngine, "check", "--operation", (string)operation["operation_id"]!);
        AssertKeys(
            check, "operation_id", "result", "wait_time", "post_operation_state", "targets_met", "checks", "rationale",
            "rollback");
        Assert.Equal(3, (int)check["post_operation_state"]!["replicas"]!);
        Assert.Equal((string?)operation["operation_id"], (string?)check["operation_id"]);
        Assert.Single(workspace.Records("operation.closed"));

        // Used once is used up, and asking again for what is in cooldown is blocked.
        var again = await workspace.AnswerAsync(6, BuiltProgram.ExecutionEngine, "apply", "--permit", permit);
        Assert.Equal("refused", (string?)again["status"]);
        var late = await workspace.AnswerAsync(
            2, BuiltProgram.GovernanceEnforcer, "request", "--decision", (string)decision["decision_id"]!);
        Assert.Equal("blocked", (string?)late["status"]);
        Assert.False(late.ContainsKey("permit_id"));
    }

    [Fact]
    public async Task What_the_lists_do_not_allow_waits_for_a_person_and_unknown_ids_are_invalid_input()
    {
        await using var workspace = await ServiceWorkspace.StartAsync(
            files => files.Edit("        - scale_within_limits\n", ""));
        var decision = await workspace.AnswerAsync(
            0, BuiltProgram.DecisionEngine, "decide", "--blueprint", Frontend);
        var verdict = await workspace.AnswerAsync(
            4, BuiltProgram.GovernanceEnforcer, "request", "--decision", (string)decision["decision_id"]!);
        AssertKeys(
            verdict, "status", "operation", "effects", "operation_id", "rule", "explanation", "alternative",
            "approval_id", "expires_at");
        Assert.Equal("requires_approval", (string?)verdict["status"]);
        Assert.Equal(2, await workspace.ReplicasAsync());
        var opened = Assert.Single(workspace.Records("approval.requested"));
        Assert.Equal("agent:mcp", (string?)opened["actor"]);

        var unknown = await workspace.AnswerAsync(
            3, BuiltProgram.GovernanceEnforcer, "request", "--decision", "d-no-such");
        Assert.Equal("d-no-such", (string?)unknown["error"]!["found"]);
        unknown = await workspace.AnswerAsync(3, BuiltProgram.ExecutionEngine, "apply", "--permit", "p-no-such");
        Assert.Equal("p-no-such", (string?)unknown["error"]!["found"]);
        await workspace.AnswerAsync(3, BuiltProgram.VerificationEngine, "check", "--operation", "p-no-such");
    }

    [Fact]
    public async Task A_blueprint_that_is_not_the_workspaces_own_decides_and_leaves_nothing_to_govern()
    {
        await using var workspace = await ServiceWorkspace.StartAsync();
        var other = Path.Combine(workspace.Root, "other.yaml");
        File.Copy(Path.Combine(workspace.Root, Frontend), other);
        TestWorkspace.Edit(other, "max_replicas: 5", "max_replicas: 4");
        var decision = await workspace.AnswerAsync(0, BuiltProgram.DecisionEngine, "decide", "--blueprint", other);
        Assert.Equal("scale_up", (string?)decision["type"]);
        Assert.Empty(workspace.Records("decision"));
        await workspace.AnswerAsync(
            3, BuiltProgram.GovernanceEnforcer, "request", "--decision", (string)decision["decision_id"]!);
    }

    [Theory]
    [InlineData("--observation")]
    [InlineData("--now")]
    [InlineData("--blueprint")]
    [InlineData("--policy")]
    [InlineData("--operation")]
    public async Task A_request_takes_no_input_by_which_a_permit_could_be_talked_into(string option)
    {
        using var workspace = new TestWorkspace();
        var result = await ProgramRun.OfAsync(
            BuiltProgram.GovernanceEnforcer, workspace, "request", "--decision", "d-1", option, "x");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(option, result.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decide", "--observation", "seen.json", "--now", "2026-11-22T10:00:00Z")]
    [InlineData("check", "--operation", "o.json", "--before", "b.json", "--after", "a.json")]
    public async Task A_pure_evaluation_refuses_a_cluster_instead_of_ignoring_it(params string[] arguments)
    {
        using var workspace = new TestWorkspace();
        var result = await ProgramRun.OfAsync(
            arguments[0] == "decide" ? BuiltProgram.DecisionEngine : BuiltProgram.VerificationEngine, workspace,
            [.. arguments, "--blueprint", Frontend, "--cluster", "kube:minikube"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--cluster has no effect here", result.Notes, StringComparison.Ordinal);
    }

    private static void AssertKeys(JsonObject document, params string[] keys) =>
        Assert.Equal(keys.Order(), document.Select(field => field.Key).Order());
}
