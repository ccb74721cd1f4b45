using SpecSkills.Application.Governance;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Tests.Fakes;
using SpecSkills.Tests.Governance;
using Xunit;

namespace SpecSkills.Tests.Execution;

/// <summary>
/// Everything that needs a person waits for one, and an undecided request expires within its hour:
/// across restarts, and with every step of the clock.
/// </summary>
public class ApprovalWaitTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    [Fact]
    public async Task All_requests_wait_and_none_is_executed_by_time_restart_or_clock_step()
    {
        var seed = TestSeed.Next();
        var dice = new Random(seed);
        await using var world = await PipelineWorld.StartAsync();
        var process = world.NewProcess();
        const int Asked = 40;
        for (var i = 0; i < Asked; i++)
        {
            // From six on it is beyond the blueprint's maximum.
            var wish = new OperationParameters.Scale(dice.Next(6, 10));
            var governed = await process.AskAsync(PipelineWorld.Frontend, wish);
            var request = Assert.IsType<GovernResult.AwaitsApproval>(governed).Request;
            for (var moves = dice.Next(1, 4); moves > 0; moves--)
            {
                if (dice.Next(2) == 0) process = world.NewProcess();
                world.Clock.Now += TimeSpan.FromMinutes(dice.Next(-30, 30));
                await process.Settle.ExecuteAsync(CancellationToken.None);
                await process.Loop.TickAsync(PipelineWorld.Frontend, CancellationToken.None);
                Assert.Contains(
                    process.Services.Approvals.Find(request.Id)!.State,
                    (ApprovalState[])[ApprovalState.Pending, ApprovalState.Expired]);
            }

            world.Clock.Now += Timeout;
            process = world.NewProcess();
            process.Sweep.Execute(null, Principal.AgentLoop);
            Assert.True(
                process.Services.Approvals.Find(request.Id)!.State == ApprovalState.Expired, TestSeed.Replay(seed));
        }

        Assert.Empty(world.Writes);
        Assert.Equal(2, world.Replicas(PipelineWorld.Frontend));
        Assert.Equal(Asked, world.AllRecords(ApprovalEvents.Requested).Count);
        Assert.Empty(world.AllRecords(ApprovalEvents.Approved));
        Assert.Empty(world.AllRecords(AuditKinds.Intent));
    }

    [Fact]
    public async Task A_wish_is_not_folded_onto_a_request_whose_time_is_over()
    {
        // One process that lives on, as an MCP server does, and no other process that sweeps.
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var first = await AskAsync();
        world.Clock.Now += Timeout;

        var second = await AskAsync();

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(world.Clock.Now + Timeout, second.DueAt);
        Assert.Equal(ApprovalState.Expired, process.Services.Approvals.Find(first.Id)!.State);

        async Task<ApprovalRequest> AskAsync() => Assert.IsType<GovernResult.AwaitsApproval>(await process.AskAsync(
            PipelineWorld.Frontend, new OperationParameters.Scale(8))).Request;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-180)]
    [InlineData(-100_000)]
    public void An_hour_that_is_seen_to_pass_is_an_hour_wherever_the_clock_was_set(int minutesSet)
    {
        using var world = new ApprovalWorld();
        var request = world.Open().Request!;
        world.Clock.Now += TimeSpan.FromMinutes(minutesSet);
        for (var quarter = 1; quarter <= 4; quarter++)
        {
            // Each look is another process's.
            using var state = world.OpenState();
            Assert.Empty(world.SweepOver(state).Execute(null, Principal.AgentLoop));
            world.Clock.Now += Timeout / 4;
        }

        using var last = world.OpenState();
        var ended = Assert.Single(world.SweepOver(last).Execute(null, Principal.AgentLoop));
        Assert.Equal((request.Id, ApprovalState.Expired), (ended.Id, ended.State));
    }

    [Fact]
    public void A_clock_set_forward_ends_a_request_early_and_set_back_again_revives_nothing()
    {
        using var world = new ApprovalWorld();
        var request = world.Open().Request!;
        world.Clock.Now += Timeout;
        Assert.Single(world.Sweep.Execute(null, Principal.AgentLoop));
        world.Clock.Now -= Timeout;
        Assert.Equal(ApprovalState.Expired, world.State.Approvals.Find(request.Id)!.State);
        Assert.IsType<Application.Governance.ApprovalOutcome.NotPending>(
            world.Decide.Approve(request.Id, Principal.PersonLocal, "todo-frontend", null));
    }
}
