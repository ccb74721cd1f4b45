using SpecSkills.Core.Execution;
using Xunit;

namespace SpecSkills.Tests.State;

public sealed class PermitStoreTests
{
    [Fact]
    public async Task Sixteen_executors_over_four_connections_consume_a_permit_once()
    {
        using var folder = new StateFolder();
        var states = Enumerable.Range(0, 4).Select(_ => folder.Open()).ToArray();
        for (var round = 0; round < 10; round++)
        {
            var id = $"permit-{round}";
            states[0].Permits.Issue(Samples.Permit(id));
            using var start = new Barrier(16);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(executor => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return states[executor % 4].Permits.TryConsume(id, Samples.Now.AddSeconds(1));
                },
                TaskCreationOptions.LongRunning)));
            Assert.Single(outcomes, consumed => consumed);
            outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(executor => Task.Factory.StartNew(
                () => states[executor % 4].Permits.TryClaimCompensation(id, Samples.Now.AddSeconds(2)),
                TaskCreationOptions.LongRunning)));
            Assert.Single(outcomes, claimed => claimed);
        }
    }

    [Fact]
    public void A_permit_ends_after_ten_minutes()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        state.Permits.Issue(Samples.Permit("in-time"));
        state.Permits.Issue(Samples.Permit("late"));

        Assert.True(state.Permits.TryConsume("in-time", Samples.Now + Permit.Lifetime - TimeSpan.FromTicks(1)));
        Assert.False(state.Permits.TryConsume("late", Samples.Now + Permit.Lifetime));
    }

    [Fact]
    public void A_clock_that_steps_back_revives_no_permit()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        state.Permits.Issue(Samples.Permit("permit-1"));
        // Nine minutes pass, the clock goes back eight, two more pass: eleven minutes by any honest clock.
        Assert.False(state.Permits.TryConsume("other", Samples.Now.AddMinutes(9)));
        Assert.False(state.Permits.TryConsume("other", Samples.Now.AddMinutes(1)));

        Assert.False(state.Permits.TryConsume("permit-1", Samples.Now.AddMinutes(3)));
    }

    [Fact]
    public void A_permit_from_the_future_is_not_valid_yet()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        state.Permits.Issue(Samples.Permit("permit-1"));

        Assert.False(state.Permits.TryConsume("permit-1", Samples.Now.AddSeconds(-6)));
        Assert.True(state.Permits.TryConsume("permit-1", Samples.Now.AddSeconds(-5)));
    }

    [Fact]
    public void Only_a_consumed_permit_can_be_compensated()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        state.Permits.Issue(Samples.Permit("permit-1"));

        Assert.False(state.Permits.TryClaimCompensation("permit-1", Samples.Now));
        Assert.True(state.Permits.TryConsume("permit-1", Samples.Now));
        // Past expiry as well: what was executed must stay undoable.
        Assert.True(state.Permits.TryClaimCompensation("permit-1", Samples.Now.AddHours(5)));
        Assert.False(state.Permits.TryClaimCompensation("permit-1", Samples.Now.AddHours(5)));
        var status = state.Permits.Find("permit-1")!;
        Assert.Equal((Samples.Now, Samples.Now.AddHours(5)), (status.ConsumedAt, status.CompensatedAt));
    }

    [Fact]
    public void A_transition_that_was_not_committed_has_not_happened()
    {
        using var folder = new StateFolder();
        using (var state = folder.Open()) state.Permits.Issue(Samples.Permit("permit-1"));
        using (var killed = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.File};Pooling=False"))
        {
            killed.Open();
            using var open = killed.CreateCommand();
            open.CommandText = "BEGIN IMMEDIATE; UPDATE permits SET consumed_at = 1 WHERE id = 'permit-1'";
            open.ExecuteNonQuery();
        }

        using var next = folder.Open();
        Assert.Null(next.Permits.Find("permit-1")!.ConsumedAt);
        Assert.True(next.Permits.TryConsume("permit-1", Samples.Now));
    }
}
