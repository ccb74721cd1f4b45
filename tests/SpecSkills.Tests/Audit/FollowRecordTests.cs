using System.Threading.Channels;
using SpecSkills.Application.Audit;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Storage.Audit;
using Xunit;

namespace SpecSkills.Tests.Audit;

public sealed class FollowRecordTests : IDisposable
{
    /// <summary>Far more than two looks take; a record that never comes fails the test instead of the run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AuditWorld world = new();
    private readonly Channel<long> told = Channel.CreateUnbounded<long>();
    private readonly CancellationTokenSource stop = new(Patience);

    public void Dispose()
    {
        stop.Dispose();
        world.Dispose();
    }

    [Fact]
    public async Task The_newest_page_comes_first_and_then_every_new_record_once_and_in_order()
    {
        world.Append(5);
        var following = Follow(new AuditQuery(Limit: 2));
        await Expect(4, 5);
        world.Append(3);
        await Expect(6, 7, 8);
        // More than a page at once, by a log of its own as another process has.
        var other = new AuditLog(world.NewDisk(), () => AssuranceStanding.Untried);
        for (var i = 0; i < AuditQuery.MaximumLimit + 10; i++) other.Append(AuditWorld.Event($"o-{i}"));
        await Expect([.. Enumerable.Range(9, AuditQuery.MaximumLimit + 10).Select(one => (long)one)]);
        await Stop(following);
    }

    [Fact]
    public async Task It_goes_on_over_a_new_day_a_pruned_one_and_a_rebuilt_index()
    {
        world.Append(2);
        var following = Follow(new AuditQuery());
        await Expect(1, 2);
        world.Log.Append(AuditWorld.Event("next-day", AuditWorld.Start.AddDays(1)));
        await Expect(3, 4);
        world.NewRetention().Prune(
            TimeSpan.FromDays(1), "rule", "sha256:policy", Principal.AgentLoop, AuditWorld.Start.AddDays(2));
        await Expect(5, 6);
        world.Reader.RebuildIndex();
        world.Log.Append(AuditWorld.Event("after", AuditWorld.Start.AddDays(2)));
        await Expect(7);
        await Stop(following);
    }

    [Fact]
    public async Task Only_what_matches_is_told()
    {
        world.Append(1);
        var following = Follow(new AuditQuery(Kind: "governance"));
        world.Append(2);
        world.Log.Append(AuditWorld.Event("sha256:a", kind: "governance"));
        await Expect(4);
        await Stop(following);
    }

    [Fact]
    public async Task An_empty_record_is_followed_from_its_first_line()
    {
        var following = Follow(new AuditQuery());
        world.Append(1);
        await Expect(1);
        await Stop(following);
    }

    private Task Follow(AuditQuery query) => new FollowRecord(world.NewReader(), TimeProvider.System).ExecuteAsync(
        query,
        records =>
        {
            foreach (var record in records) told.Writer.TryWrite(record.Sequence);
        },
        stop.Token);

    private async Task Expect(params long[] expected)
    {
        foreach (var one in expected) Assert.Equal(one, await told.Reader.ReadAsync(stop.Token));
    }

    private async Task Stop(Task following)
    {
        Assert.False(told.Reader.TryRead(out var more), $"record {more} was told as well");
        await stop.CancelAsync();
        await following;
    }
}
