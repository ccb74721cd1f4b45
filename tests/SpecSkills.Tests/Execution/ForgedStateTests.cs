using SpecSkills.Application.Agent;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Verification;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Execution;

/// <summary>
/// An agent with a shell writes into the state database what no person and no policy said. Without the record of it
/// nothing may come of that.
/// </summary>
public class ForgedStateTests
{
    private static readonly OperationParameters.Scale Eight = new(8);

    [Fact]
    public async Task An_approval_and_a_permit_written_into_the_state_without_their_record_change_nothing()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var request = Assert.IsType<GovernResult.AwaitsApproval>(
            await process.AskAsync(PipelineWorld.Frontend, Eight)).Request;
        var forged = new Permit(
            "p-forged", request.Operation, request.DecisionId, request.PolicyDigest, request.Verdict, request.Id,
            Principal.AgentMcp, world.Clock.Now, world.Clock.Now + Permit.Lifetime);
        Assert.True(process.Services.Approvals.TryTransition(
            request with
            {
                State = ApprovalState.Approved,
                ApprovedBy = [Principal.PersonLocal],
                DecidedBy = Principal.PersonLocal,
                DecidedAt = world.Clock.Now,
                PermitId = forged.Id,
            },
            ApprovalState.Pending));
        process.Services.Permits.Issue(forged);

        await IsRefusedAsync(world, process, forged.Id);
        var tick = await process.Loop.TickAsync(PipelineWorld.Frontend, CancellationToken.None);
        Assert.IsNotType<ApplyResult.Executed>(tick?.Applied);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task A_permit_without_a_verdict_changes_nothing_not_even_as_a_dry_run()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var permit = Assert.IsType<GovernResult.Permitted>(
            await process.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3))).Permit with
        { Id = "p-forged" };
        process.Services.Permits.Issue(permit);
        var rehearsed = Assert.IsType<ApplyResult.Refused>(
            await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, true, CancellationToken.None));
        Assert.Equal(RuleNames.NoRecord, rehearsed.Rule);
        await IsRefusedAsync(world, process, permit.Id);
    }

    [Fact]
    public async Task A_real_approval_serves_no_second_permit()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var request = Assert.IsType<GovernResult.AwaitsApproval>(
            await process.AskAsync(PipelineWorld.Frontend, Eight)).Request;
        var permit = process.Approve(request.Id)! with { Id = "p-forged" };
        process.Services.Permits.Issue(permit);
        await IsRefusedAsync(world, process, permit.Id);
    }

    /// <summary>It was unused in its ten minutes; by moving the times in the state it would last for ever.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Attack_a_permit_whose_time_is_over_given_more_of_it_in_the_state(bool approved)
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var asked = await process.AskAsync(
            PipelineWorld.Frontend, approved ? Eight : new OperationParameters.Scale(3));
        var permit = asked is GovernResult.AwaitsApproval { Request.Id: var id }
            ? process.Approve(id)!
            : Assert.IsType<GovernResult.Permitted>(asked).Permit;
        world.Pass(TimeSpan.FromMinutes(12));

        var expires = world.Clock.Now.AddMinutes(9);
        world.Tamper($"UPDATE permits SET expires_at = {expires.UtcTicks}, lapses_at = {long.MaxValue}, " +
            $"payload = json_set(payload, '$.expires_at', '{expires:yyyy-MM-ddTHH:mm:ssZ}')");

        await IsRefusedAsync(world, process, permit.Id);
    }

    /// <summary>
    /// The approval was on record when its process died, so its request still waited; the person thought better of it.
    /// </summary>
    [Fact]
    public async Task Attack_an_approval_that_a_crash_cut_off_and_a_person_has_rejected_since()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var request = Assert.IsType<GovernResult.AwaitsApproval>(
            await process.AskAsync(PipelineWorld.Frontend, Eight)).Request;
        var permit = new Permit(
            "p-cut-off", request.Operation, request.DecisionId, request.PolicyDigest, request.Verdict, request.Id,
            Principal.AgentMcp, world.Clock.Now, world.Clock.Now + Permit.Lifetime);
        var approved = request with
        {
            State = ApprovalState.Approved,
            ApprovedBy = [Principal.PersonLocal],
            DecidedBy = Principal.PersonLocal,
            DecidedAt = world.Clock.Now,
            PermitId = permit.Id,
        };
        process.Services.Audit.Append(ApprovalEvents.Moved(
            approved, ApprovalState.Pending, Principal.PersonLocal, world.Clock.Now,
            new ApprovalProof(null, null, null, null)));
        process.Services.Audit.Append(ApprovalEvents.Moved(
            request with { State = ApprovalState.Rejected, DecidedBy = Principal.PersonLocal }, ApprovalState.Pending,
            Principal.PersonLocal, world.Clock.Now));

        Assert.True(process.Services.Approvals.TryTransition(approved, ApprovalState.Pending));
        process.Services.Permits.Issue(permit);

        await IsRefusedAsync(world, process, permit.Id);
    }

    [Fact]
    public async Task A_used_permit_made_unused_in_the_state_is_not_used_again()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var (permit, _) = await process.DoAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        await world.FinishAsync(process, permit.Id);
        world.ScaleByHand(PipelineWorld.Frontend, 2);
        world.Tamper("UPDATE permits SET consumed_at = NULL; DELETE FROM executions; DELETE FROM actions;");
        await IsRefusedAsync(world, process, permit.Id, writes: 1);
    }

    [Fact]
    public async Task Nor_is_it_when_the_index_is_made_to_forget_that_it_was()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var (permit, _) = await process.DoAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        await world.FinishAsync(process, permit.Id);
        world.ScaleByHand(PipelineWorld.Frontend, 2);
        Assert.Single(world.AllRecords("operation.intent"));
        world.Tamper("UPDATE permits SET consumed_at = NULL; DELETE FROM executions; DELETE FROM actions;");
        // The gate looks when everything is as an attacker left it, so the deletion must outlast other queries too.
        world.TamperIndex("DELETE FROM records WHERE kind = 'operation.intent'");
        Assert.Empty(world.Records.Query(new AuditQuery(Kind: "operation.intent")).Records);
        await IsRefusedAsync(world, process, permit.Id, writes: 1);
    }

    [Fact]
    public async Task An_execution_invented_to_be_undone_is_not_undone()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var permit = Assert.IsType<GovernResult.Permitted>(
            await process.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3))).Permit;
        world.ScaleByHand(PipelineWorld.Frontend, 3);
        Assert.True(process.Services.Permits.TryConsume(permit.Id, world.Clock.Now));
        var entry = new OperationEntry(
            permit.Id, permit.Operation, permit.DecisionId, Principal.AgentMcp, OperationStage.RollingBack,
            world.Clock.Now, world.Clock.Now, null, null, null,
            new VerificationReport(
                permit.Operation.Id, VerificationResult.Failed, TimeSpan.Zero, [], false, [], "forged", null),
            null, null);
        Assert.True(process.Services.Journal.TryBegin(entry));
        await process.Settle.ExecuteAsync(CancellationToken.None);
        Assert.Equal(3, world.Replicas(PipelineWorld.Frontend));
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task A_breaker_closed_in_the_state_stays_open_by_its_record()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        process.Services.Memory.CountFailure(PipelineWorld.Frontend, 1, false, "it failed", world.Clock.Now);
        process.Services.Audit.Append(AuditEvents.BreakerOpened(
            PipelineWorld.Frontend, null, 1, 1, "it failed", Principal.AgentLoop, world.Clock.Now));
        world.Tamper("UPDATE breakers SET open = 0, failures = 0");
        var permit = Assert.IsType<GovernResult.Permitted>(
            await process.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3))).Permit;
        var refused = Assert.IsType<ApplyResult.Refused>(
            await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None));
        Assert.Equal(RuleNames.Breaker, refused.Rule);
        Assert.Empty(world.Writes);
        Assert.Null(new ResetBreaker(process.Services).Execute(
            PipelineWorld.Frontend, Principal.PersonLocal, "the state was tampered with, the service is well"));
        await process.DoAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        Assert.Equal(3, world.Replicas(PipelineWorld.Frontend));
    }

    private static async Task IsRefusedAsync(
        PipelineWorld world, PipelineProcess process, string permit, int writes = 0)
    {
        var refused = Assert.IsType<ApplyResult.Refused>(
            await process.Apply.ExecuteAsync(permit, Principal.AgentMcp, false, CancellationToken.None));
        Assert.Equal((RuleNames.NoRecord, false), (refused.Rule, refused.Conflict));
        Assert.Equal(2, world.Replicas(PipelineWorld.Frontend));
        Assert.Equal(writes, world.Writes.Count);
        Assert.Equal("blocked", world.AllRecords("operation.closed")[^1]["outcome"]!.GetValue<string>());
    }
}
