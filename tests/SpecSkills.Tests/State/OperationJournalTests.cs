using SpecSkills.Application.Ports;
using Xunit;

namespace SpecSkills.Tests.State;

public sealed class OperationJournalTests
{
    [Fact]
    public async Task One_of_many_processes_begins_on_a_service()
    {
        using var folder = new StateFolder();
        var states = Enumerable.Range(0, 4).Select(_ => folder.Open()).ToArray();
        using var start = new Barrier(8);

        var begun = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return states[i % 4].Journal.TryBegin(Samples.Entry($"permit-{i}"));
            },
            TaskCreationOptions.LongRunning)));

        Assert.Single(begun, one => one);
        Assert.Single(states[0].Journal.Unfinished());
    }

    [Fact]
    public void A_service_is_free_again_when_its_execution_is_closed()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        var entry = Samples.Entry("permit-1");
        Assert.True(state.Journal.TryBegin(entry));
        Assert.False(state.Journal.TryBegin(Samples.Entry("permit-2")));
        Assert.True(state.Journal.TryBegin(Samples.Entry("permit-3", "todo-backend")));
        Assert.True(state.Memory.Complete(Samples.Observation, TimeSpan.Zero, Samples.Now).History.OperationInFlight);

        Assert.True(state.Journal.TryAdvance(Samples.Finished(entry), OperationStage.Consumed));

        Assert.Null(state.Journal.FindUnfinished("todo-frontend"));
        Assert.True(state.Journal.TryBegin(Samples.Entry("permit-2")));
        Assert.Equal(["permit-3", "permit-2"], state.Journal.Unfinished().Select(one => one.PermitId));
        // One permit is one execution, for good.
        Assert.False(state.Journal.TryBegin(Samples.Entry("permit-1", "todo-queue")));
    }

    [Fact]
    public void An_execution_moves_only_from_the_stage_it_is_in()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        var entry = Samples.Entry("permit-1");
        state.Journal.TryBegin(entry);
        var intended = entry with { Stage = OperationStage.Intended };

        Assert.False(state.Journal.TryAdvance(intended, OperationStage.Verifying));
        Assert.True(state.Journal.TryAdvance(intended, OperationStage.Consumed));
        Assert.False(state.Journal.TryAdvance(intended, OperationStage.Consumed));
        Assert.True(state.Journal.TryAdvance(intended with { Outcome = "x" }, OperationStage.Intended));
        Assert.Equal("x", state.Journal.Find("permit-1")!.Outcome);
    }

    [Fact]
    public void A_lease_belongs_to_one_process_until_it_ends()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        state.Journal.TryBegin(Samples.Entry("permit-1"));
        var minute = TimeSpan.FromMinutes(1);

        Assert.True(state.Journal.TryLease("permit-1", "one", Samples.Now, minute));
        Assert.False(state.Journal.TryLease("permit-1", "two", Samples.Now.AddSeconds(59), minute));
        Assert.True(state.Journal.TryLease("permit-1", "one", Samples.Now.AddSeconds(59), minute));
        Assert.True(state.Journal.TryLease("permit-1", "two", Samples.Now.AddSeconds(119), minute));
        // Given back.
        Assert.True(state.Journal.TryLease("permit-1", "two", Samples.Now.AddSeconds(120), TimeSpan.Zero));
        Assert.True(state.Journal.TryLease("permit-1", "one", Samples.Now.AddSeconds(120), minute));
        // A clock gone back an hour must not lock the execution up for an hour.
        Assert.True(state.Journal.TryLease("permit-1", "two", Samples.Now.AddHours(-1), minute));
        Assert.False(state.Journal.TryLease("no-such", "one", Samples.Now, minute));
    }

    [Fact]
    public void What_was_set_successfully_is_remembered_as_ones_own()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        foreach (var (permit, outcome) in new[] { ("permit-1", "rolled_back"), ("permit-2", "success") })
        {
            var before = state.Memory.Complete(Samples.Observation, TimeSpan.Zero, Samples.Now, "sha256:blueprint");
            Assert.Empty(before.History.OwnValues);
            var entry = Samples.Entry(permit);
            state.Journal.TryBegin(entry);
            state.Journal.TryAdvance(Samples.Finished(entry, outcome), OperationStage.Consumed);
        }

        var own = state.Memory.Complete(Samples.Observation, TimeSpan.Zero, Samples.Now,
            "sha256:blueprint").History.OwnValues;
        Assert.Equal([new KeyValuePair<string, string>("replicas", "3")], own);
        Assert.Empty(state.Memory.Complete(Samples.Observation, TimeSpan.Zero, Samples.Now,
            "sha256:other").History.OwnValues);
    }
}
