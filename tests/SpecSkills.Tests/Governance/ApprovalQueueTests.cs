using SpecSkills.Application.Governance;
using SpecSkills.Core.Governance;
using SpecSkills.Skills.GovernanceEnforcer;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>What the queue says of itself and of those who decide, and what is told to who follows it.</summary>
public sealed class ApprovalQueueTests
{
    private const string Target = "todo-frontend";

    [Fact]
    public void Figures_say_what_waits_and_whether_persons_read_or_nod()
    {
        using var world = new ApprovalWorld();
        Decide(world, 9, TimeSpan.FromSeconds(1), approve: true);
        Decide(world, 10, TimeSpan.FromSeconds(41), approve: true);
        Decide(world, 11, TimeSpan.FromSeconds(3), approve: true);
        Decide(world, 12, TimeSpan.FromSeconds(200), approve: false);
        world.Clock.Now += CallerLimitsPause;
        world.Open(13);
        world.Clock.Now += TimeSpan.FromMinutes(12);
        world.Open(14);

        var queue = ApprovalQueue.Of(world.State.Approvals, world.Clock.Now);

        Assert.Equal(
            new ApprovalQueue(2, world.Clock.Now.AddMinutes(-12), 4, TimeSpan.FromSeconds(22), 1, 3), queue);
        Assert.Equal(
            "2 pending, the oldest for 12m; 4 decided, median 22s, 75% approved, 1 of them within 3s",
            ApprovalQueueReport.Line(queue, world.Clock.Now));
        Assert.Equal(
            """{"pending":2,"oldest_waits_for":"12m","decided":4,"median_time_to_decision":"22s",""" +
            "\"approved_within_3s\":1,\"approved_share\":\"75%\"}",
            Without(ApprovalQueueReport.Document(queue, world.Clock.Now), "oldest_requested_at"));
    }

    [Fact]
    public void An_unused_approval_counts_and_an_undecided_one_does_not()
    {
        using var world = new ApprovalWorld();
        Decide(world, 9, TimeSpan.FromSeconds(10), approve: true);
        world.Open(10);
        world.Clock.Now += TimeSpan.FromHours(2);
        Assert.Equal(2, world.Sweep.Execute(null, Principal.AgentLoop).Count);

        var queue = ApprovalQueue.Of(world.State.Approvals, world.Clock.Now);
        Assert.Equal((0, 1, 1, 100), (queue.Pending, queue.Decided, queue.Approved, queue.ApprovedPercent!.Value));
    }

    [Fact]
    public void What_has_waited_its_time_waits_no_longer_before_any_sweep()
    {
        using var world = new ApprovalWorld();
        var approvals = world.State.Approvals;
        var used = world.Open(9).Request!;
        Assert.IsType<ApprovalOutcome.Approved>(world.Decide.Approve(used.Id, Principal.PersonLocal, Target, null));
        var silent = world.Open(10).Request!;
        var follower = new ApprovalFollower(approvals);
        Assert.Single(follower.Look(world.Clock.Now));
        world.Clock.Now += TimeSpan.FromHours(1);

        Assert.Empty(ApprovalTimer.Waiting(approvals, null, 10, world.Clock.Now));
        Assert.Equal(0, ApprovalQueue.Of(approvals, world.Clock.Now).Pending);
        Assert.Equal(
            [("expired", used.Id), ("expired", silent.Id)],
            follower.Look(world.Clock.Now).Select(one => (one.Event, one.Card.Id)));
        Assert.Empty(follower.Waiting);
        // To look changes nothing: that it ended is put on record by who acts on it.
        Assert.Equal(ApprovalState.Pending, approvals.Find(silent.Id)!.State);
    }

    [Fact]
    public void A_clock_set_back_shows_nothing_as_waiting_that_has_waited_its_time()
    {
        using var world = new ApprovalWorld();
        world.Open(9);
        world.Clock.Now -= TimeSpan.FromHours(5);
        for (var quarter = 0; quarter < 4; quarter++)
        {
            Assert.Single(ApprovalTimer.Waiting(world.State.Approvals, null, 10, world.Clock.Now));
            world.Clock.Now += TimeSpan.FromMinutes(15);
        }

        Assert.Empty(ApprovalTimer.Waiting(world.State.Approvals, null, 10, world.Clock.Now));
    }

    [Fact]
    public void What_waits_past_its_time_without_an_end_is_overdue_and_waits()
    {
        using var world = new ApprovalWorld(autoReject: false);
        world.Open(9);
        world.Clock.Now += TimeSpan.FromHours(2);
        var waiting = Assert.Single(ApprovalTimer.Waiting(world.State.Approvals, null, 10, world.Clock.Now));
        Assert.True(ApprovalCard.Of(waiting, world.Clock.Now).IsOverdue);
    }

    [Fact]
    public void An_empty_queue_has_no_figures_it_does_not_know()
    {
        using var world = new ApprovalWorld();
        var queue = ApprovalQueue.Of(world.State.Approvals, world.Clock.Now);
        Assert.Equal(new ApprovalQueue(0, null, 0, null, 0, 0), queue);
        Assert.Equal("0 pending; none decided yet", ApprovalQueueReport.Line(queue, world.Clock.Now));
    }

    [Fact]
    public void Who_follows_is_told_of_each_change_once()
    {
        using var world = new ApprovalWorld(autoReject: false);
        var first = world.Open(9).Request!;
        var follower = new ApprovalFollower(world.State.Approvals);

        Assert.Equal(["pending " + first.Id], News());
        Assert.Empty(News());
        var second = world.Open(10).Request!;
        Assert.Equal(["pending " + second.Id], News());
        world.Decide.Reject(first.Id, Principal.PersonLocal, null);
        Assert.Equal(["rejected " + first.Id], News());
        world.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(["overdue " + second.Id], News());
        Assert.IsType<ApprovalOutcome.Approved>(
            world.Decide.Approve(second.Id, Principal.PersonLocal, Target, null));
        Assert.Equal(["approved " + second.Id], News());
        Assert.Empty(follower.Waiting);

        List<string> News() => [.. follower.Look(world.Clock.Now).Select(one => $"{one.Event} {one.Card.Id}")];
    }

    private static readonly TimeSpan CallerLimitsPause = TimeSpan.FromMinutes(5);

    private static void Decide(ApprovalWorld world, int replicas, TimeSpan after, bool approve)
    {
        var request = world.Open(replicas).Request!;
        world.Clock.Now += after;
        if (approve) world.Decide.Approve(request.Id, Principal.PersonLocal, Target, null);
        else world.Decide.Reject(request.Id, Principal.PersonLocal, null);
    }

    private static string Without(System.Text.Json.Nodes.JsonObject document, string key)
    {
        Assert.True(document.Remove(key));
        return document.ToJsonString();
    }
}
