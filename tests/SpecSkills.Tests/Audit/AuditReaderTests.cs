using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using Xunit;

namespace SpecSkills.Tests.Audit;

public class AuditReaderTests
{
    [Fact]
    public void Pages_follow_one_another_without_gap_or_overlap()
    {
        using var world = new AuditWorld();
        world.Append(25);
        var seen = new List<long>();
        long? cursor = null;
        do
        {
            var page = world.Reader.Query(new AuditQuery(Limit: 10, Before: cursor));
            seen.AddRange(page.Records.Select(record => record.Sequence));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(1, 25).Reverse().Select(number => (long)number), seen);
    }

    [Fact]
    public void Records_are_found_by_service_operation_verdict_kind_and_time()
    {
        using var world = new AuditWorld();
        world.Append(3);
        world.Log.Append(AuditWorld.Event("sha256:abc", AuditWorld.Start.AddMinutes(5), "governance", new JsonObject
        {
            ["operation_id"] = "sha256:abc",
            ["status"] = "blocked",
        }));
        Assert.Single(world.Reader.Query(new AuditQuery(OperationId: "sha256:abc")).Records);
        Assert.Single(world.Reader.Query(new AuditQuery(Verdict: "blocked")).Records);
        Assert.Single(world.Reader.Query(new AuditQuery(Since: AuditWorld.Start.AddMinutes(1))).Records);
        Assert.Equal(3, world.Reader.Query(new AuditQuery(Kind: "decision")).Records.Count);
        Assert.Equal(4, world.Reader.Query(new AuditQuery(Service: "todo-frontend")).Records.Count);
        Assert.Empty(world.Reader.Query(new AuditQuery(Service: "todo-frontend' OR 1=1 --")).Records);
    }

    [Fact]
    public void Times_bound_what_is_found_also_where_a_clock_went_back()
    {
        using var world = new AuditWorld();
        world.AppendDays(3, 2);
        // Into the last day's segment, with a time of the first.
        world.Log.Append(AuditWorld.Event("late", AuditWorld.Start.AddHours(1)));
        long[] Found(DateTimeOffset? since, DateTimeOffset? until) =>
        [
            .. world.Reader.Query(new AuditQuery(Kind: "decision", Since: since, Until: until)).Records
                .Select(one => one.Sequence),
        ];
        Assert.Equal([9, 8, 7, 5, 4], Found(AuditWorld.Start.AddHours(1), null));
        Assert.Equal([9, 2, 1], Found(null, AuditWorld.Start.AddHours(2)));
        Assert.Equal([9], Found(AuditWorld.Start.AddMinutes(1), AuditWorld.Start.AddHours(2)));
        Assert.Empty(Found(AuditWorld.Start.AddDays(9), null));
    }

    [Fact]
    public void The_index_is_built_again_from_the_lines()
    {
        using var world = new AuditWorld();
        world.Append(12);
        Assert.Equal(12, world.Reader.RebuildIndex());
        Assert.Equal(12, world.Reader.Query(new AuditQuery()).Records.Count);
    }
}
