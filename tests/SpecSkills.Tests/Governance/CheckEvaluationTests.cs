using SpecSkills.Application.Documents;
using SpecSkills.Application.Evaluations;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Blueprints;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>The console's evaluation over the files the repository ships.</summary>
public sealed class CheckEvaluationTests
{
    private const string ScaleToThree =
        """{"kind": "scale", "service": "todo-frontend", "parameters": {"replicas": 3}}""";

    private static readonly DateTimeOffset Now = VerdictWorld.Epoch;

    [Theory]
    [InlineData("""{"kind": "scale", "service": "todo-frontend", "parameters": {"replicas": 3}}""", "allowed")]
    [InlineData("""{"kind": "scale", "service": "todo-frontend", "parameters": {"replicas": 8}}""",
        "requires_approval")]
    [InlineData("""{"kind": "delete_deployment", "service": "todo-frontend", "parameters": {}}""", "blocked")]
    [InlineData("""{"kind": "modify_secret", "service": "todo-frontend", "parameters": {"name": "db"}}""", "blocked")]
    [InlineData("""{"kind": "set_image", "service": "todo-frontend", "parameters": {"image": "app:4"}}""",
        "requires_approval")]
    [InlineData("""
        {"kind": "rollback", "service": "todo-frontend", "origin": "recovery", "parameters": {"to_revision": "2"}}
        """, "requires_approval")]
    [InlineData("""{"kind": "restart_pods", "service": "todo-frontend", "parameters": {"pods": ["*"]}}""", "blocked")]
    [InlineData("""{"kind": "restart_pods", "service": "todo-frontend", "parameters": {"pods": []}}""", "blocked")]
    [InlineData("""{"kind": "scale", "service": "todo-backend", "parameters": {"replicas": 3}}""", "blocked")]
    [InlineData("""{"kind": "open_shell", "service": "todo-frontend", "command": "rm -rf /"}""", "blocked")]
    public void A_bare_operation_is_judged_as_a_request(string operation, string status) =>
        Assert.Equal(status, WireWord.Of(Check(operation).Answer!.Status));

    [Theory]
    [InlineData("""{"name": "todo-frontend", "namespace": "default"}""", VerdictStatus.Allowed)]
    [InlineData("""{"name": "todo-frontend", "namespace": "default", "uid": "uid-1", "cluster": "embedded"}""",
        VerdictStatus.Allowed)]
    [InlineData("""{"name": "", "namespace": "default"}""", VerdictStatus.Blocked)]
    [InlineData("""{"name": "*", "namespace": "default"}""", VerdictStatus.Blocked)]
    [InlineData("""{"name": "todo-backend", "namespace": "default"}""", VerdictStatus.Blocked)]
    [InlineData("""{"name": "todo-frontend", "namespace": "kube-system"}""", VerdictStatus.Blocked)]
    [InlineData("""{"name": "todo-frontend", "namespace": "default", "cluster": "production"}""",
        VerdictStatus.Blocked)]
    public void A_target_that_is_given_is_compared_with_what_was_seen(string target, VerdictStatus status)
    {
        var verdict = Check($$"""
            {"kind": "scale", "service": "todo-frontend", "parameters": {"replicas": 3}, "target": {{target}}}
            """).Answer!;

        Assert.Equal(status, verdict.Status);
        if (status == VerdictStatus.Blocked) Assert.Equal(RuleNames.StaleObservation, verdict.Rule);
    }

    [Fact]
    public void Before_and_after_that_are_given_must_be_true()
    {
        foreach (var part in new[] { "\"before\": {\"replicas\": 1}", "\"after\": {\"replicas\": 2}",
            "\"operation_id\": \"sha256:0\"" })
            Assert.Equal(RuleNames.StaleObservation, Check($$"""
                {"kind": "scale", "service": "todo-frontend", "parameters": {"replicas": 3}, {{part}}}
                """).Answer!.Rule);
    }

    [Fact]
    public void An_operation_as_the_engine_wrote_it_is_judged_as_a_request_all_the_same()
    {
        var planned = (PlanResult.Planned)OperationPlanner.Plan(
            new OperationParameters.Scale(3), Seen, BlueprintLoader.Load(Frontend).Blueprint!, OperationOrigin.Scaling);
        var verdict = Check(OperationWriter.Write(planned.Operation).ToJsonString()).Answer!;

        Assert.Equal(VerdictStatus.Allowed, verdict.Status);
        Assert.NotEqual(planned.Operation.Id, verdict.OperationId);
        Assert.Equal((planned.Operation with { Origin = OperationOrigin.Request }).Id, verdict.OperationId);
    }

    [Fact]
    public void Nothing_seen_allows_nothing()
    {
        var verdict = Check(ScaleToThree, seen: false).Answer!;

        Assert.Equal((VerdictStatus.Blocked, RuleNames.StaleObservation), (verdict.Status, verdict.Rule));
    }

    [Fact]
    public void An_observation_without_a_time_of_evaluation_is_an_error()
    {
        var input = OperationInputReader.Read(ScaleToThree);
        var result = CheckEvaluation.Run(
            BlueprintLoader.Load(Frontend), BlueprintLoader.LoadPolicy(Policy), input.Value!, Seen, null);

        Assert.Equal("$.now", Assert.Single(result.Diagnostics).Path);
    }

    [Theory]
    [InlineData("allowed_operations:\n      - scale_within_limits", "allowed_operations:\n      - scale_witin_limits")]
    [InlineData("operations_per_hour: 30", "operations_per_hour: many")]
    public void A_policy_that_cannot_be_applied_is_an_error_and_not_no_match(string right, string wrong)
    {
        Assert.Contains(right, Policy, StringComparison.Ordinal);
        var input = OperationInputReader.Read(ScaleToThree);
        var result = CheckEvaluation.Run(
            BlueprintLoader.Load(Frontend),
            BlueprintLoader.LoadPolicy(Policy.Replace(right, wrong, StringComparison.Ordinal)),
            input.Value!, Seen, Now);

        Assert.Null(result.Answer);
        Assert.NotEmpty(result.Diagnostics);
    }

    [Fact]
    public void Impossible_parameters_are_findings()
    {
        var result = Check("""{"kind": "scale", "service": "todo-frontend", "parameters": {"replicas": -3}}""");

        Assert.Equal("parameters.replicas", Assert.Single(result.Diagnostics).Path);
    }

    private static readonly string Frontend = File.ReadAllText(Path.Combine(RepositoryFiles.Root,
        "blueprints/frontend/blueprint.yaml"));

    private static readonly string Policy = File.ReadAllText(Path.Combine(RepositoryFiles.Root,
        "blueprints/governance/policies.yaml"));

    private static Observation Seen => VerdictWorld.Default.Observation()!;

    private static EvaluationResult<Verdict> Check(string operation, bool seen = true)
    {
        var input = OperationInputReader.Read(operation);
        Assert.Empty(input.Diagnostics);
        return CheckEvaluation.Run(
            BlueprintLoader.Load(Frontend), BlueprintLoader.LoadPolicy(Policy), input.Value!, seen ? Seen : null, Now);
    }
}
