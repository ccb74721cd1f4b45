using SpecSkills.Application.Decisions;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Execution;

public class PipelineTests
{
    private static readonly FaultPlan NewPodsFail = new(new Fault(
        "bad-new-pods",
        new FaultTrigger.ReplicaChange("default", PipelineWorld.Frontend, ReplicaDirection.Up),
        new FaultEffect.AnswersErrors(new PodSelection("default", PipelineWorld.Frontend) { NewOnly = true }, 0.9)));

    [Fact]
    public async Task An_allowed_operation_is_executed_verified_and_on_record_in_the_specifications_shape()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var (permit, result) = await process.DoAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        Assert.IsType<ApplyResult.Executed>(result);
        Assert.Equal(3, world.Replicas(PipelineWorld.Frontend));
        var entry = await world.FinishAsync(process, permit.Id);
        Assert.Equal("success", entry.Outcome);
        Assert.Equal(permit.Operation.Id, Assert.Single(world.Writes).AuditId);
        Assert.Equal(
            [
                "policy.first_seen", "decision", "governance", "operation.intent", "operation.outcome", "verification",
                "operation.closed",
            ],
            world.AllRecords().Select(record => record["kind"]!.GetValue<string>()));
        var closed = world.AllRecords("operation.closed")[0];
        Assert.Equal("scale_up", closed["decision"]!["type"]!.GetValue<string>());
        Assert.Equal("scale_within_limits", closed["decision"]!["governance_check"]!["operation"]!.GetValue<string>());
        Assert.Equal(3, closed["verification"]!["post_operation_state"]!["replicas"]!.GetValue<int>());
        Assert.StartsWith("kubectl scale deployment", closed["execution"]!["command"]!.GetValue<string>());
        Assert.True(world.Records.Verify().IsIntact);
        Assert.All(world.AllRecords(), record => Assert.False(record.ContainsKey("left_out"), record.ToJsonString()));
    }

    [Fact]
    public async Task A_wish_for_what_is_so_already_is_a_hold_and_writes_nothing()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var proposed = await process.Propose.ExecuteAsync(
            PipelineWorld.Frontend, new OperationParameters.Scale(2), Principal.AgentMcp, null, CancellationToken.None);
        var stored = Assert.IsType<DecideResult.Decided>(proposed).Stored;
        Assert.Equal((DecisionType.Hold, "already_so"), (stored.Decision.Type, stored.Decision.Reason));
        var governed = await process.Govern.ExecuteAsync(stored.Id, Principal.AgentMcp, CancellationToken.None);
        Assert.IsType<GovernResult.NothingToDo>(governed);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task An_operation_that_breaks_the_error_rate_is_undone_and_three_in_a_row_open_the_breaker()
    {
        await using var world = await PipelineWorld.StartAsync(faults: NewPodsFail with
        {
            Faults = [NewPodsFail.Faults[0] with
            {
                Trigger = ((FaultTrigger.ReplicaChange)NewPodsFail.Faults[0].Trigger) with { Times = 3 },
            }],
        });
        using var process = world.NewProcess();
        for (var i = 1; i <= 3; i++)
        {
            var (permit, _) = await process.DoAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
            var entry = await world.FinishAsync(process, permit.Id);
            Assert.Equal("rolled_back", entry.Outcome);
            Assert.Equal(2, world.Replicas(PipelineWorld.Frontend));
            world.Pass(TimeSpan.FromMinutes(2));
        }

        Assert.True(process.Services.Memory.Breakers().Single(one => one.Service == PipelineWorld.Frontend).Open);
        Assert.Single(world.AllRecords("breaker.opened"));
        var blocked = Assert.IsType<GovernResult.Blocked>(
            await process.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3)));
        Assert.Equal("breaker", blocked.Verdict.Rule);
        Assert.Equal(6, world.Writes.Count);
    }

    [Fact]
    public async Task Asking_again_while_it_runs_hides_no_failure_from_breaker_and_record()
    {
        await using var world = await PipelineWorld.StartAsync(faults: NewPodsFail);
        using var process = world.NewProcess();
        var (permit, _) = await process.DoAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        // Blocked, and so closed, under the same operation's id.
        Assert.IsType<GovernResult.Blocked>(
            await process.Govern.ExecuteAsync(permit.DecisionId, Principal.AgentMcp, CancellationToken.None));

        Assert.Equal("rolled_back", (await world.FinishAsync(process, permit.Id)).Outcome);

        Assert.Equal(1, process.Services.Memory.Breakers().Single().ConsecutiveFailures);
        Assert.Equal(["blocked", "rolled_back"],
            world.AllRecords("operation.closed").Select(record => (string?)record["outcome"]));
    }

    [Fact]
    public async Task However_often_is_asked_again_what_failed_is_undone()
    {
        await using var world = await PipelineWorld.StartAsync(faults: NewPodsFail);
        using var process = world.NewProcess();
        var (permit, _) = await process.DoAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        // As many verdicts as fill a page of answers about the operation; what bears the permit out is older.
        for (var i = 0; i <= AuditQuery.MaximumLimit; i++)
            process.Services.Audit.Append(AuditEvents.Governed(
                permit.DecisionId, permit.Operation, permit.Verdict with { Status = VerdictStatus.Blocked },
                permit.PolicyDigest, null, null, null, Principal.AgentMcp, world.Clock.Now));

        Assert.Equal("rolled_back", (await world.FinishAsync(process, permit.Id)).Outcome);
        Assert.Equal(2, world.Replicas(PipelineWorld.Frontend));
    }

    [Fact]
    public async Task A_permit_is_used_once()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var (permit, _) = await process.DoAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        await world.FinishAsync(process, permit.Id);
        var again = await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None);
        Assert.IsType<ApplyResult.Refused>(again);
        Assert.Single(world.Writes);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_leaves_the_permit_good()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var governed = await process.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        var permit = Assert.IsType<GovernResult.Permitted>(governed).Permit;
        var rehearsed = await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, true, CancellationToken.None);
        Assert.IsType<ApplyResult.Rehearsed>(rehearsed);
        Assert.Equal(2, world.Replicas(PipelineWorld.Frontend));
        Assert.Empty(world.Writes);
        Assert.True(world.AllRecords("operation.intent")[0]["dry_run"]!.GetValue<bool>());
        Assert.IsType<ApplyResult.Executed>(
            await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None));
    }

    [Fact]
    public async Task A_hand_on_the_same_field_between_permit_and_use_means_a_new_decision()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var governed = await process.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        var permit = Assert.IsType<GovernResult.Permitted>(governed).Permit;
        world.ScaleByHand(PipelineWorld.Frontend, 4);
        var refused = Assert.IsType<ApplyResult.Refused>(
            await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None));
        Assert.Equal((RuleNames.StaleObservation, true), (refused.Rule, refused.Conflict));
        Assert.Equal(4, world.Replicas(PipelineWorld.Frontend));
        Assert.Empty(world.Writes);
        Assert.Equal("blocked", world.AllRecords("operation.closed")[0]["outcome"]!.GetValue<string>());
    }

    [Fact]
    public async Task Conflicts_are_read_again_and_sent_again_three_times_and_no_more()
    {
        for (var conflicts = 1; conflicts <= 4; conflicts++)
        {
            var plan = new FaultPlan(new Fault(
                "conflict", new FaultTrigger.After(TimeSpan.Zero),
                new FaultEffect.RequestFails(RequestSelection.Writes, new RequestFailure.Conflict(), conflicts)));
            await using var world = await PipelineWorld.StartAsync(faults: plan);
            using var process = world.NewProcess();
            var (_, result) = await process.DoAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
            if (conflicts <= WriteGate.MaximumResends) Assert.IsType<ApplyResult.Executed>(result);
            else Assert.IsType<ApplyResult.NotTaken>(result);
            Assert.Equal(world.Writes.Count, world.AllRecords("operation.intent").Count);
            Assert.Equal(Math.Min(conflicts, WriteGate.MaximumResends) + 1, world.Writes.Count);
        }
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_read_off_the_cluster_and_never_sent_again()
    {
        foreach (var cut in new RequestFailure[] { new RequestFailure.CutAfter(), new RequestFailure.CutBefore() })
        {
            var plan = new FaultPlan(new Fault(
                "cut", new FaultTrigger.After(TimeSpan.Zero),
                new FaultEffect.RequestFails(RequestSelection.Writes, cut, 1)));
            await using var world = await PipelineWorld.StartAsync(faults: plan);
            using var process = world.NewProcess();
            var (permit, result) = await process.DoAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
            Assert.IsType<ApplyResult.Unsettled>(result);
            var entry = await world.FinishAsync(process, permit.Id);
            var happened = cut is RequestFailure.CutAfter;
            Assert.Equal(happened ? "success" : "failed", entry.Outcome);
            Assert.Equal(happened ? 3 : 2, world.Replicas(PipelineWorld.Frontend));
            Assert.Single(world.AllRecords("operation.intent"));
        }
    }

    [Fact]
    public async Task What_is_forbidden_is_blocked_with_an_alternative_and_on_record()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var blocked = Assert.IsType<GovernResult.Blocked>(await process.AskAsync(
            PipelineWorld.Frontend,
            new OperationParameters.Other(OperationKind.DeleteDeployment, PipelineWorld.Frontend)));
        Assert.NotNull(blocked.Verdict.Alternative);
        Assert.Equal("blocked", world.AllRecords("governance")[0]["status"]!.GetValue<string>());
        Assert.Equal("blocked", world.AllRecords("operation.closed")[0]["outcome"]!.GetValue<string>());
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task Eight_replicas_of_five_wait_for_a_person_and_run_once_approved()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var waiting = Assert.IsType<GovernResult.AwaitsApproval>(
            await process.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(8), Principal.AgentLoop));
        Assert.Empty(world.Writes);
        Assert.NotNull(process.Approve(waiting.Request.Id));
        var tick = await process.Loop.TickAsync(PipelineWorld.Frontend, CancellationToken.None);
        Assert.IsType<ApplyResult.Executed>(tick!.Applied);
        Assert.Equal(8, world.Replicas(PipelineWorld.Frontend));
        Assert.Equal(ApprovalState.Consumed, process.Services.Approvals.Find(waiting.Request.Id)!.State);
        Assert.Single(world.AllRecords("approval.consumed"));
    }

    [Fact]
    public async Task A_freeze_window_holds_the_engine_and_not_only_the_verdict()
    {
        const string Window = "freeze_windows: [{cron: \"0 0 * * *\", duration: 1d, time_zone: UTC}]";
        await using var world = await PipelineWorld.StartAsync(
            traffic: 60,
            edit: (name, text) => name.EndsWith("policies.yaml", StringComparison.Ordinal)
                ? text.Replace("freeze_windows: []", Window, StringComparison.Ordinal)
                : text);
        using var process = world.NewProcess();
        var decided = Assert.IsType<DecideResult.Decided>(await process.Decide.ExecuteAsync(
            PipelineWorld.Frontend, Principal.AgentLoop, CancellationToken.None));
        Assert.Equal((DecisionType.Hold, "frozen"), (decided.Stored.Decision.Type, decided.Stored.Decision.Reason));
        var blocked = Assert.IsType<GovernResult.Blocked>(
            await process.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3)));
        Assert.Equal("freeze", blocked.Verdict.Rule);
        Assert.Contains("0 0 * * *", blocked.Verdict.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_loop_answers_a_surge_and_verifies_its_answer()
    {
        await using var world = await PipelineWorld.StartAsync(traffic: 60);
        using var process = world.NewProcess();
        for (var i = 0; i < 60; i++)
        {
            await process.Loop.TickAllAsync(CancellationToken.None);
            world.Pass(TimeSpan.FromSeconds(5));
        }

        Assert.InRange(world.Replicas(PipelineWorld.Frontend), 3, 5);
        Assert.Contains(
            world.AllRecords("operation.closed"), record => record["outcome"]!.GetValue<string>() == "success");
        Assert.True(world.Records.Verify().IsIntact);
    }

    [Fact]
    public async Task An_unreachable_cluster_is_put_on_record_and_nothing_is_decided()
    {
        var down = new FaultPlan(new Fault(
            "down", new FaultTrigger.After(TimeSpan.Zero),
            new FaultEffect.RequestFails(RequestSelection.All, new RequestFailure.InternalError())));
        await using var world = await PipelineWorld.StartAsync(faults: down);
        using var process = world.NewProcess();
        var result =
            await process.Decide.ExecuteAsync(PipelineWorld.Frontend, Principal.AgentLoop, CancellationToken.None);
        Assert.IsType<DecideResult.Unobservable>(result);
        Assert.Equal("unobservable", Assert.Single(world.AllRecords("decision"))["reason"]!.GetValue<string>());
    }
}
