using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Storage.Audit;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Audit;

public class AuditLogTests
{
    // Four lines with a remembered head each, and a checkpoint file and line at the turn of the day.
    private const int Changes = 10;

    public static TheoryData<int, FailingDisk.Moment> Moments()
    {
        var data = new TheoryData<int, FailingDisk.Moment>();
        for (var change = 1; change <= Changes; change++)
            foreach (var moment in Enum.GetValues<FailingDisk.Moment>())
                data.Add(change, moment);
        return data;
    }

    [Fact]
    public async Task Four_writers_of_250_records_leave_no_gap_though_each_has_its_own_log()
    {
        using var world = new AuditWorld();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            // Each writer is what another process would be: nothing shared but the folder.
            var log = new AuditLog(world.NewDisk(), () => AssuranceStanding.Untried);
            for (var i = 0; i < 250; i++) log.Append(AuditWorld.Event($"d-{writer}-{i}"));
        })));
        var result = world.Reader.Verify();
        Assert.True(result.IsIntact, result.Fault?.Explanation);
        Assert.Equal(1000, result.Records);
    }

    [Fact]
    public void A_new_day_begins_by_naming_the_day_before_and_leaves_a_checkpoint()
    {
        using var world = new AuditWorld();
        world.Append(2);
        world.Log.Append(AuditWorld.Event("d-3", AuditWorld.Start.AddDays(1)));
        var first = JsonNode.Parse(File.ReadLines(Path.Combine(world.Records, "2026", "11", "23.jsonl")).First())!;
        Assert.Equal("checkpoint", first["kind"]!.GetValue<string>());
        Assert.Equal("2026/11/22.jsonl", first["segment"]!.GetValue<string>());
        Assert.Equal(2, first["records"]!.GetValue<int>());
        Assert.Single(File.ReadAllLines(Path.Combine(world.Records, "checkpoints.jsonl")));
        Assert.True(world.Reader.Verify().IsIntact);
    }

    [Fact]
    public void A_clock_that_goes_back_a_day_does_not_reopen_yesterday()
    {
        using var world = new AuditWorld();
        world.Append(1);
        world.Log.Append(AuditWorld.Event("late", AuditWorld.Start.AddDays(-1)));
        Assert.Equal(["2026/11/22.jsonl"], world.Disk.Segments());
        Assert.True(world.Reader.Verify().IsIntact);
    }

    [Fact]
    public void A_torn_last_line_is_set_aside_and_put_on_record()
    {
        using var world = new AuditWorld();
        world.Append(2);
        File.AppendAllText(world.Today, "{\"seq\":3,\"pre");
        new AuditLog(world.NewDisk(), () => AssuranceStanding.Untried).Append(AuditWorld.Event("d-3"));
        var records = world.Reader.Query(new AuditQuery()).Records;
        Assert.Equal([4, 3, 2, 1], records.Select(record => record.Sequence));
        var recovered = records[1].Record;
        Assert.Equal("recovered", recovered["kind"]!.GetValue<string>());
        Assert.Equal(13, recovered["bytes"]!.GetValue<int>());
        var aside = Path.Combine(world.Records, recovered["set_aside"]!.GetValue<string>());
        Assert.Equal("{\"seq\":3,\"pre", File.ReadAllText(aside));
        Assert.True(world.Reader.Verify().IsIntact);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void Killed_at_any_change_the_next_process_goes_on_without_a_gap(int change, FailingDisk.Moment moment)
    {
        using var world = new AuditWorld();
        var dying = new FailingDisk(world.NewDisk()) { FailAt = change, When = moment };
        var log = new AuditLog(dying, () => AssuranceStanding.Untried);
        var killed = false;
        try
        {
            // Two days, so that the turn of a segment is among the changes.
            for (var i = 0; i < 4; i++) log.Append(AuditWorld.Event($"d-{i}", AuditWorld.Start.AddHours(i * 6)));
        }
        catch (CrashException)
        {
            killed = true;
        }

        Assert.True(killed, "The change to be killed at was never made.");
        var next = new AuditLog(world.NewDisk(), () => AssuranceStanding.Untried);
        next.Append(AuditWorld.Event("after", AuditWorld.Start.AddHours(20)));
        next.Append(AuditWorld.Event("after-2", AuditWorld.Start.AddHours(20)));
        var result = world.Reader.Verify();
        Assert.True(result.IsIntact, result.Fault?.Explanation);
        var torn = Directory.EnumerateFiles(world.Records, "*.torn-*", SearchOption.AllDirectories).Count();
        Assert.Equal(torn, world.Reader.Query(new AuditQuery(Kind: "recovered")).Records.Count);
    }

    [Fact]
    public void Killed_again_at_any_change_of_the_recovery_nothing_is_lost_and_nothing_said_twice()
    {
        var recoveries = 0;
        foreach (var first in Moments())
        {
            for (var second = 1; ; second++)
            {
                using var world = new AuditWorld();
                var (change, moment) = first.Data;
                Die(new FailingDisk(world.NewDisk()) { FailAt = change, When = moment }, AuditWorld.Start);
                var again = new FailingDisk(world.NewDisk()) { FailAt = second, When = FailingDisk.Moment.Halfway };
                var killed = Die(again, AuditWorld.Start.AddHours(20));
                new AuditLog(world.NewDisk(), () => AssuranceStanding.Untried).Append(
                    AuditWorld.Event("after", AuditWorld.Start.AddHours(40)));
                var result = world.Reader.Verify();
                Assert.True(result.IsIntact, $"{change} {moment} {second}: {result.Fault?.Explanation}");
                var torn = Directory.EnumerateFiles(world.Records, "*.torn-*", SearchOption.AllDirectories).ToList();
                var recovered = world.Reader.Query(new AuditQuery(Kind: "recovered")).Records
                    .Select(one => one.Record["set_aside"]!.GetValue<string>()).ToList();
                Assert.Equal(
                    torn.Select(file => Path.GetRelativePath(world.Records, file)).Order(), recovered.Order());
                recoveries += recovered.Count;
                if (!killed) break;
            }
        }

        Assert.True(recoveries > 100, $"only {recoveries} recoveries: most of this proves nothing");
    }

    [Theory]
    [InlineData(FailingDisk.Moment.Before)]
    [InlineData(FailingDisk.Moment.Halfway)]
    [InlineData(FailingDisk.Moment.After)]
    public void A_full_disk_is_an_answer_and_what_half_got_written_is_taken_back(FailingDisk.Moment moment)
    {
        using var world = new AuditWorld();
        var disk = new FailingDisk(world.NewDisk())
        {
            When = moment,
            Failure = () =>
            new IOException("No space left on device")
        };
        var log = new AuditLog(disk, () => AssuranceStanding.Untried);
        log.Append(AuditWorld.Event("d-1"));
        disk.FailAt = disk.Changes + 1;
        var error = Assert.Throws<AuditUnavailableException>(() => log.Append(AuditWorld.Event("d-2")));
        Assert.Contains("No space left", error.Message);
        log.Append(AuditWorld.Event("d-3"));
        Assert.Equal(["d-3", "d-1"],
            world.Reader.Query(new AuditQuery()).Records.Select(one => one.Record["id"]!.GetValue<string>()));
        Assert.True(world.Reader.Verify().IsIntact);
    }

    [Fact]
    public void A_last_line_that_is_no_record_stops_all_writing()
    {
        using var world = new AuditWorld();
        world.Append(1);
        File.AppendAllText(world.Today, "not a record\n");
        Assert.Throws<AuditUnavailableException>(() =>
            new AuditLog(world.NewDisk(), () => AssuranceStanding.Untried).Append(AuditWorld.Event("d-2")));
    }

    /// <summary>Appends over two days until killed; false when it was not.</summary>
    private static bool Die(FailingDisk disk, DateTimeOffset start)
    {
        var log = new AuditLog(disk, () => AssuranceStanding.Untried);
        try
        {
            for (var i = 0; i < 4; i++) log.Append(AuditWorld.Event($"d-{i}", start.AddHours(i * 6)));
            return false;
        }
        catch (CrashException)
        {
            return true;
        }
    }

    [Fact]
    public void A_destination_outside_the_repository_is_refused_also_through_a_link()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("repository"));
        Directory.CreateDirectory(folder.Combine("elsewhere"));
        Directory.CreateSymbolicLink(folder.Combine("repository", "logs"), folder.Combine("elsewhere"));
        var repository = folder.Combine("repository");
        Assert.Throws<ArgumentException>(() => new AuditDisk(repository, "../elsewhere", folder.Combine("state")));
        Assert.Throws<ArgumentException>(() =>
            new AuditDisk(repository, "logs/agent-decisions", folder.Combine("state")));
    }
}
