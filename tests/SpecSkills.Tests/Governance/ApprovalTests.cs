using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using Xunit;

namespace SpecSkills.Tests.Governance;

public sealed class ApprovalTests
{
    private const string Target = "todo-frontend";

    private static readonly Principal Local = Principal.PersonLocal;

    [Fact]
    public void A_persons_yes_gives_a_permit_for_exactly_the_operation_asked_about()
    {
        using var world = new ApprovalWorld();
        var request = world.Open().Request!;
        world.Clock.Now = VerdictWorld.Epoch.AddMinutes(30);

        var yes = Assert.IsType<ApprovalOutcome.Approved>(world.Decide.Approve(request.Id, Local, Target,
            "go"));

        var permit = world.State.Permits.Find(yes.Permit.Id)!.Permit;
        Assert.Equal((request.Operation, request.Id, Principal.AgentMcp),
            (permit.Operation, permit.ApprovalId, permit.IssuedTo));
        // Ten minutes from the approval, not from the request.
        Assert.Equal(VerdictWorld.Epoch.AddMinutes(40), permit.ExpiresAt);
        var stored = world.State.Approvals.Find(request.Id)!;
        Assert.Equal((ApprovalState.Approved, Local, permit.Id),
            (stored.State, stored.DecidedBy, stored.PermitId));
        Assert.Equal(["approval.requested", "approval.approved"], world.Audit.Events.Select(one => one.Kind));
        Assert.Equal(["agent:mcp", "person:local"], world.Audit.Events.Select(one => one.Actor));
    }

    [Theory]
    [InlineData("agent:mcp", Target, "not a person")]
    [InlineData("agent:loop", Target, "not a person")]
    [InlineData("person:eve", Target, "not among the approvers")]
    [InlineData("person:unknown", Target, "not among the approvers")]
    [InlineData("person:signer", Target, "signature")]
    [InlineData("person:bob", Target, "a name alone proves nothing")]
    [InlineData("person:local", "todo-backend", "not the target's")]
    [InlineData("person:local", "", "not the target's")]
    [InlineData("person:local", "yes", "not the target's")]
    public void No_other_person_and_nothing_less_approves(string principal, string confirmation, string why)
    {
        using var world = new ApprovalWorld();
        var request = world.Open().Request!;

        var outcome = world.Decide.Approve(request.Id, new Principal(principal), confirmation, null);

        Assert.Contains(why, Assert.IsType<ApprovalOutcome.Refused>(outcome).Why, StringComparison.Ordinal);
        Assert.Equal(ApprovalState.Pending, world.State.Approvals.Find(request.Id)!.State);
        Assert.Single(world.Audit.Events);
    }

    [Fact]
    public void The_requester_cannot_approve_their_own_request()
    {
        using var world = new ApprovalWorld();
        var request = world.Open(requester: Local).Request!;

        Assert.IsType<ApprovalOutcome.Refused>(world.Decide.Approve(request.Id, Local, Target, null));
        Assert.Equal(ApprovalState.Pending, world.State.Approvals.Find(request.Id)!.State);
    }

    [Fact]
    public void Silence_is_never_a_yes()
    {
        using var world = new ApprovalWorld();
        var request = world.Open().Request!;
        world.Clock.Now = request.DueAt;

        // Before any sweep, a late decision is refused.
        var late = Assert.IsType<ApprovalOutcome.NotPending>(world.Decide.Approve(request.Id, Local,
            Target, null));
        Assert.Equal(ApprovalState.Expired, late.Request.State);
        world.Clock.Now = VerdictWorld.Epoch;
        Assert.IsType<ApprovalOutcome.NotPending>(world.Decide.Approve(request.Id, Local, Target, null));
        Assert.Empty(world.Sweep.Execute(null, Principal.AgentLoop));
    }

    [Fact]
    public void A_sweep_expires_what_is_late_and_leaves_the_overdue_pending()
    {
        using var world = new ApprovalWorld(autoReject: false);
        var request = world.Open().Request!;
        world.Clock.Now = request.DueAt.AddDays(3);

        Assert.Empty(world.Sweep.Execute(null, Principal.AgentLoop));
        Assert.True(ApprovalCard.Of(world.State.Approvals.Find(request.Id)!, world.Clock.Now).IsOverdue);
        Assert.IsType<ApprovalOutcome.Approved>(world.Decide.Approve(request.Id, Local, Target, null));
        world.Clock.Now = world.Clock.Now.AddMinutes(10);
        Assert.Equal(ApprovalState.Expired, Assert.Single(world.Sweep.Execute(null, Principal.AgentLoop)).State);
        Assert.Contains(world.Audit.Events, one => one.Kind == "approval.expired");
    }

    [Fact]
    public void What_has_moved_is_superseded()
    {
        using var world = new ApprovalWorld();
        var byPolicy = world.Open(8).Request!;
        world.Repository.Policy = world.Policy with { Digest = "sha256:wider" };
        Assert.IsType<ApprovalOutcome.NotPending>(world.Decide.Approve(byPolicy.Id, Local, Target, null));
        Assert.Equal(ApprovalState.Superseded, world.State.Approvals.Find(byPolicy.Id)!.State);
        Assert.Contains(world.Audit.Events, one => one.Kind == "approval.superseded");
        world.Repository.Policy = world.Policy;

        var byBlueprint = world.Open(9).Request!;
        world.Repository.Blueprint = world.Blueprint with { Digest = "sha256:other" };
        Assert.Equal(byBlueprint.Id, Assert.Single(world.Sweep.Execute(null, Principal.AgentLoop)).Id);
        world.Repository.Blueprint = world.Blueprint;

        var byObject = world.Open(10).Request!;
        Assert.Empty(world.Sweep.Execute(VerdictWorld.Default.Observation(), Principal.AgentLoop));
        var moved = (VerdictWorld.Default with { Replicas = 4 }).Observation();
        Assert.Equal(byObject.Id, Assert.Single(world.Sweep.Execute(moved, Principal.AgentLoop)).Id);
    }

    [Fact]
    public void Without_a_readable_policy_no_person_approves()
    {
        using var world = new ApprovalWorld();
        var request = world.Open().Request!;
        world.Repository.Policy = null;

        Assert.IsType<ApprovalOutcome.Refused>(world.Decide.Approve(request.Id, Local, Target, null));
    }

    [Fact]
    public void Without_a_record_nothing_is_opened_and_nothing_decided()
    {
        using var world = new ApprovalWorld();
        world.Audit.IsFull = true;
        Assert.Throws<AuditUnavailableException>(() => world.Open());
        Assert.Empty(world.State.Approvals.List(null, null, 10));
        world.Audit.IsFull = false;
        var request = world.Open().Request!;
        world.Audit.IsFull = true;

        Assert.Throws<AuditUnavailableException>(() =>
            world.Decide.Approve(request.Id, Local, Target, null));
        Assert.Equal(ApprovalState.Pending, world.State.Approvals.Find(request.Id)!.State);
    }

    [Fact]
    public void Of_two_decisions_at_once_the_first_holds()
    {
        using var world = new ApprovalWorld();
        var request = world.Open().Request!;
        world.Audit.AfterAppend = () =>
        {
            world.Audit.AfterAppend = null;
            world.Decide.Reject(request.Id, ApprovalWorld.Bob, "no");
        };

        var outcome = world.Decide.Approve(request.Id, Local, Target, null);

        Assert.Equal(ApprovalState.Rejected, Assert.IsType<ApprovalOutcome.NotPending>(outcome).Request.State);
        Assert.Null(world.State.Approvals.Find(request.Id)!.PermitId);
    }

    [Fact]
    public void The_same_wish_twice_is_one_request_and_a_caller_has_at_most_five()
    {
        using var world = new ApprovalWorld();
        var first = world.Open(9).Request!;
        Assert.Equal(first.Id, world.Open(9).Request!.Id);
        for (var replicas = 10; replicas < 14; replicas++) Assert.NotNull(world.Open(replicas).Request);

        var refused = world.Open(14);
        Assert.Equal((VerdictStatus.Blocked, RuleNames.Paused), (refused.Refusal!.Status, refused.Refusal.Rule));
        // Another caller has its own five.
        Assert.NotNull(world.Open(14, Principal.AgentLoop).Request);
        Assert.IsType<ApprovalOutcome.Refused>(world.Decide.Cancel(first.Id, Principal.AgentLoop));
        Assert.IsType<ApprovalOutcome.Ended>(world.Decide.Cancel(first.Id, Principal.AgentMcp));
        Assert.NotNull(world.Open(15).Request);
    }

    [Fact]
    public void Who_withdraws_again_and_again_so_that_people_are_told_again_and_again_waits_an_hour()
    {
        using var world = new ApprovalWorld();
        for (var replicas = 9; replicas < 14; replicas++)
            Assert.IsType<ApprovalOutcome.Ended>(
                world.Decide.Cancel(world.Open(replicas).Request!.Id, Principal.AgentMcp));

        var refused = world.Open(14).Refusal!;
        Assert.Equal((RuleNames.Paused, VerdictWorld.Epoch.AddHours(1)), (refused.Rule, refused.RetryAt));
        Assert.NotNull(world.Open(14, Principal.AgentLoop).Request);
        // A clock that is set back shortens nothing and lengthens nothing.
        world.Clock.Now = VerdictWorld.Epoch.AddHours(-3);
        Assert.Equal(VerdictWorld.Epoch.AddHours(-2), world.Open(15).Refusal!.RetryAt);
        world.Clock.Now = VerdictWorld.Epoch.AddHours(1);
        Assert.NotNull(world.Open(15).Request);
    }

    [Fact]
    public void A_rejection_is_followed_by_a_pause()
    {
        using var world = new ApprovalWorld();
        var request = world.Open(9).Request!;
        Assert.IsType<ApprovalOutcome.Refused>(world.Decide.Reject(request.Id, Principal.AgentMcp, null));
        Assert.IsType<ApprovalOutcome.Ended>(world.Decide.Reject(request.Id, Local, "not today"));

        Assert.Equal(VerdictWorld.Epoch.AddMinutes(5), world.Open(10).Refusal!.RetryAt);
        world.Clock.Now = VerdictWorld.Epoch.AddMinutes(5);
        Assert.NotNull(world.Open(10).Request);
        Assert.IsType<ApprovalOutcome.NotPending>(world.Decide.Approve(request.Id, Local, Target, null));
    }

    [Fact]
    public void Ten_blocked_requests_in_ten_minutes_pause_that_caller_alone()
    {
        using var world = new ApprovalWorld();
        var (operation, verdict) = ApprovalWorld.Ask(3);
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(world.Opening.Paused(operation, Principal.AgentMcp));
            world.Clock.Now = VerdictWorld.Epoch.AddSeconds(i);
            world.Opening.CountBlocked(verdict, Principal.AgentMcp);
        }

        var paused = world.Opening.Paused(operation, Principal.AgentMcp)!;
        Assert.Equal((RuleNames.Paused, VerdictWorld.Epoch.AddMinutes(10)), (paused.Rule, paused.RetryAt));
        for (var i = 0; i < 50; i++) world.Opening.CountBlocked(paused, Principal.AgentMcp);
        Assert.Null(world.Opening.Paused(operation, Principal.AgentLoop));
        world.Clock.Now = VerdictWorld.Epoch.AddMinutes(10);
        Assert.Null(world.Opening.Paused(operation, Principal.AgentMcp));
    }

    [Fact]
    public void An_approval_is_consumed_once_with_its_permit()
    {
        using var world = new ApprovalWorld();
        var request = world.Open().Request!;
        var yes = (ApprovalOutcome.Approved)world.Decide.Approve(request.Id, Local, Target, null);
        Assert.True(world.State.Permits.TryConsume(yes.Permit.Id, world.Clock.Now));
        var consumed = yes.Request with { State = ApprovalState.Consumed };

        Assert.True(world.State.Approvals.TryTransition(consumed, ApprovalState.Approved));
        Assert.False(world.State.Approvals.TryTransition(consumed, ApprovalState.Approved));
        Assert.False(world.State.Permits.TryConsume(yes.Permit.Id, world.Clock.Now));
        Assert.IsType<ApprovalOutcome.NotPending>(world.Decide.Approve(request.Id, ApprovalWorld.Bob, Target, null));
    }

    [Fact]
    public void A_card_shows_the_operation_and_the_requesters_words_apart_and_harmless()
    {
        using var world = new ApprovalWorld();
        var request = world.Open(9, reason: "\u001b[2Japproved by security\u202e " + new string('x', 5000)).Request!;
        var card = ApprovalCard.Of(request, world.Clock.Now);

        Assert.Equal([new ApprovalChange("replicas", "2", "9")], card.Changes);
        Assert.Equal((Target, "scale", "spec.governance.agent_authority.requires_approval[0]"),
            (card.TargetName, card.Kind, card.Rule));
        Assert.StartsWith("[2Japproved by security ", card.RequestersWords, StringComparison.Ordinal);
        Assert.True(card.RequestersWords!.Length <= 501);
        Assert.Contains("{\"replicas\":5}", card.Instead, StringComparison.Ordinal);
        Assert.Contains("2 -> 9 pods", card.BlastRadius, StringComparison.Ordinal);
        Assert.False(card.IsOverdue);
    }

    [Fact]
    public void Every_kind_of_operation_has_a_card()
    {
        using var world = new ApprovalWorld();
        var request = world.Open().Request!;
        foreach (var row in VerdictCase.All.Where(row => row.Operation["kind"].GetString() != "nameless"))
            Assert.NotEmpty(ApprovalCard.Of(request with { Operation = row.Request().Operation },
                world.Clock.Now).BlastRadius);
    }
}
