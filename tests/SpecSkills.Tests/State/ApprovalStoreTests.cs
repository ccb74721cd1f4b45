using SpecSkills.Core.Governance;
using Xunit;

namespace SpecSkills.Tests.State;

public sealed class ApprovalStoreTests
{
    [Fact]
    public void A_transition_happens_once_from_the_state_it_expects()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        var request = Samples.Approval("app-1");
        state.Approvals.Open(request);
        var approved = request with
        {
            State = ApprovalState.Approved,
            ApprovedBy = [Principal.PersonLocal],
            PermitId = "permit-1"
        };

        Assert.True(state.Approvals.TryTransition(approved, ApprovalState.Pending));
        Assert.False(state.Approvals.TryTransition(approved, ApprovalState.Pending));
        Assert.False(state.Approvals.TryTransition(request with { State = ApprovalState.Expired },
            ApprovalState.Pending));
        Assert.True(state.Approvals.TryTransition(approved with { State = ApprovalState.Consumed },
            ApprovalState.Approved));
        Assert.Equal(ApprovalState.Consumed, state.Approvals.Find("app-1")!.State);
    }

    [Fact]
    public void Two_first_approvals_at_the_same_moment_count_as_one()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        var request = Samples.Approval("app-1") with { TwoPerson = true };
        state.Approvals.Open(request);

        Assert.True(state.Approvals.TryTransition(request with { ApprovedBy = [new("person:ann")] },
            ApprovalState.Pending));
        Assert.False(state.Approvals.TryTransition(request with { ApprovedBy = [new("person:bob")] },
            ApprovalState.Pending));
        Assert.Equal([new Principal("person:ann")], state.Approvals.Find("app-1")!.ApprovedBy);
    }

    [Fact]
    public void Lists_are_newest_first_and_bounded()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        for (var i = 0; i < 5; i++)
            state.Approvals.Open(Samples.Approval($"app-{i}") with { RequestedAt = Samples.Now.AddSeconds(i) });
        state.Approvals.TryTransition(Samples.Approval("app-4") with { State = ApprovalState.Rejected },
            ApprovalState.Pending);

        Assert.Equal(["app-3", "app-2"],
            state.Approvals.List(ApprovalState.Pending, "todo-frontend", 2).Select(one => one.Id));
        Assert.Equal(5, state.Approvals.List(null, null, 100).Count);
        Assert.Empty(state.Approvals.List(null, "todo-backend", 100));
        Assert.Equal("app-3", state.Approvals.FindPending(Samples.Operation.Id)!.Id);
    }

    [Fact]
    public void Text_in_a_request_is_data_to_the_database()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        const string Attack = "'); UPDATE approvals SET state = 1; -- \u0000\u202e";
        state.Approvals.Open(Samples.Approval("app-1", Attack));

        Assert.Equal(Attack, state.Approvals.Find("app-1")!.Reason);
        Assert.Equal(ApprovalState.Pending, state.Approvals.Find("app-1")!.State);
        Assert.Null(state.Approvals.Find("app-1' OR '1'='1"));
    }
}
