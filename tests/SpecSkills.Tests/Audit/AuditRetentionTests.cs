using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Storage.Audit;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Audit;

public sealed class AuditRetentionTests : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    private readonly AuditWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Whole_days_past_their_retention_are_deleted_and_the_record_says_so()
    {
        world.AppendDays(6, 4);
        var pruned = Assert.IsType<PruneResult.Pruned>(Prune(world.NewRetention()));
        Assert.Equal(["2026/11/22.jsonl", "2026/11/23.jsonl"], pruned.Segments.Select(segment => segment.Name));
        Assert.Equal(
            ["2026/11/24.jsonl", "2026/11/25.jsonl", "2026/11/26.jsonl", "2026/11/27.jsonl"], world.Disk.Segments());
        var said = Assert.Single(world.Reader.Query(new AuditQuery(Kind: "pruned")).Records).Record;
        Assert.Equal(
            ("2026/11/22.jsonl", "2026/11/23.jsonl", 9, "3d", "policy.audit.retention_period", "sha256:policy"),
            ((string)said["from"]!, (string)said["until"]!, (int)said["records"]!, (string)said["retention_period"]!,
                (string)said["rule"]!, (string)said["policy_digest"]!));
        var verified = world.Reader.Verify();
        Assert.True(verified.IsIntact, verified.Fault?.Explanation);
        Assert.Equal(9, verified.PrunedRecords);
        Assert.Contains(verified.WitnessesCompared, witness => witness.Head.Sequence == 9);
    }

    [Fact]
    public void A_day_that_still_holds_a_moment_within_retention_is_kept()
    {
        world.AppendDays(4, 1);
        var midnight = new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);
        Assert.Empty(world.NewRetention().Due(Kept, midnight.AddTicks(-1)));
        Assert.Single(world.NewRetention().Due(Kept, midnight));
    }

    [Fact]
    public void The_last_segment_is_kept_however_old_it_is()
    {
        world.AppendDays(2, 2);
        var later = AuditWorld.Start.AddYears(1);
        var retention = world.NewRetention();
        Assert.Equal("2026/11/22.jsonl", Assert.Single(retention.Due(Kept, later)).Name);
        Assert.IsType<PruneResult.Pruned>(Prune(retention, later));
        Assert.True(world.Reader.Verify().IsIntact);
        // The record of pruning has begun a new segment, so the second day is no longer the last.
        Assert.IsType<PruneResult.Pruned>(Prune(retention, later));
        Assert.IsType<PruneResult.NothingDue>(Prune(retention, later));
        Assert.True(world.Reader.Verify().IsIntact);
    }

    [Fact]
    public void After_pruning_the_index_answers_with_what_is_left_and_a_rebuilt_one_with_the_same()
    {
        world.AppendDays(6, 4);
        Assert.Equal(29, world.Reader.Query(new AuditQuery(Limit: 100)).Records.Count);
        Prune(world.NewRetention());
        var left = world.Reader.Query(new AuditQuery(Limit: 100)).Records.Select(one => one.Sequence).ToList();
        Assert.Equal(Enumerable.Range(10, 21).Reverse().Select(one => (long)one), left);
        Assert.Equal(21, world.Reader.RebuildIndex());
        Assert.Equal(left, world.Reader.Query(new AuditQuery(Limit: 100)).Records.Select(one => one.Sequence));
    }

    [Fact]
    public void Pruned_again_later_the_younger_record_of_pruning_vouches_for_all_that_is_gone()
    {
        world.AppendDays(6, 2);
        Prune(world.NewRetention());
        for (var day = 6; day < 14; day++)
            world.Log.Append(AuditWorld.Event($"d-{day}", AuditWorld.Start.AddDays(day)));
        Prune(world.NewRetention(), AuditWorld.Start.AddDays(13));
        // The first record of pruning is gone with its own day.
        Assert.Single(world.Reader.Query(new AuditQuery(Kind: "pruned")).Records);
        var verified = world.Reader.Verify();
        Assert.True(verified.IsIntact, verified.Fault?.Explanation);
    }

    [Fact]
    public void A_day_deleted_without_a_record_of_it_is_noticed_although_a_checkpoint_vouches_for_the_rest()
    {
        world.AppendDays(6, 4);
        File.Delete(world.FileOf("2026/11/22.jsonl"));
        var fault = world.Reader.Verify().Fault;
        Assert.Equal((AuditFaultKind.Missing, 1L), (fault!.Kind, fault.Sequence));
    }

    [Fact]
    public void A_day_deleted_beyond_what_was_pruned_is_noticed()
    {
        world.AppendDays(6, 4);
        Prune(world.NewRetention());
        File.Delete(world.FileOf("2026/11/24.jsonl"));
        var fault = world.Reader.Verify().Fault;
        Assert.Equal((AuditFaultKind.Missing, 10L), (fault!.Kind, fault.Sequence));
    }

    [Fact]
    public void Without_its_checkpoint_a_pruned_record_does_not_verify()
    {
        world.AppendDays(6, 4);
        Prune(world.NewRetention());
        File.Delete(world.Checkpoints);
        Assert.Equal(AuditFaultKind.Missing, world.Reader.Verify().Fault!.Kind);
    }

    [Fact]
    public void Checkpoints_that_were_lost_are_written_again_before_what_they_vouch_for_goes()
    {
        world.AppendDays(6, 4);
        File.Delete(world.Checkpoints);
        Assert.IsType<PruneResult.Pruned>(Prune(world.NewRetention()));
        Assert.True(world.Reader.Verify().IsIntact);
    }

    [Fact]
    public void A_broken_record_is_evidence_and_not_pruned()
    {
        world.AppendDays(6, 4);
        var file = world.FileOf("2026/11/25.jsonl");
        File.WriteAllText(file, File.ReadAllText(file).Replace("hold", "holt", StringComparison.Ordinal));
        var broken = Assert.IsType<PruneResult.Broken>(Prune(world.NewRetention()));
        Assert.Equal(16, broken.Fault.Sequence);
        Assert.Equal(6, world.Disk.Segments().Count);
        Assert.Empty(world.Reader.Query(new AuditQuery(Kind: "pruned")).Records);
    }

    [Fact]
    public void What_was_set_aside_of_a_day_goes_with_it()
    {
        world.AppendDays(1, 2);
        File.AppendAllText(world.Today, "{\"seq\":3,\"pre");
        for (var day = 0; day < 6; day++)
            new AuditLog(world.NewDisk(), () => AssuranceStanding.Untried)
                .Append(AuditWorld.Event("d", AuditWorld.Start.AddDays(day)));
        Assert.Single(Directory.GetFiles(world.Records, "*.torn-*", SearchOption.AllDirectories));
        Assert.IsType<PruneResult.Pruned>(Prune(world.NewRetention()));
        Assert.Empty(Directory.GetFiles(world.Records, "*.torn-*", SearchOption.AllDirectories));
        Assert.True(world.Reader.Verify().IsIntact);
    }

    [Theory]
    [InlineData(FailingDisk.Moment.Before)]
    [InlineData(FailingDisk.Moment.Halfway)]
    [InlineData(FailingDisk.Moment.After)]
    public void Killed_at_any_change_while_pruning_what_is_left_verifies_and_the_next_finishes(
        FailingDisk.Moment moment)
    {
        for (var change = 1; ; change++)
        {
            using var each = new AuditWorld();
            each.AppendDays(6, 2);
            // Without the checkpoints, writing them again is among the changes.
            File.Delete(each.Checkpoints);
            var killed = false;
            try
            {
                Prune(each.NewRetention(new FailingDisk(each.NewDisk()) { FailAt = change, When = moment }));
            }
            catch (CrashException)
            {
                killed = true;
            }

            each.Log.Append(AuditWorld.Event("after", Now));
            var left = each.Reader.Verify();
            Assert.True(left.IsIntact, $"{change} {moment}: {left.Fault?.Explanation}");
            if (each.Disk.Segments().Count < 6)
                Assert.NotEmpty(each.Reader.Query(new AuditQuery(Kind: "pruned")).Records);
            Prune(each.NewRetention());
            Assert.Equal(4, each.Disk.Segments().Count);
            Assert.True(each.Reader.Verify().IsIntact);
            if (killed) continue;
            Assert.True(change > 6, $"only {change - 1} changes were made");
            return;
        }
    }

    [Fact]
    public void A_disk_that_takes_no_record_of_it_keeps_everything()
    {
        world.AppendDays(6, 2);
        var disk = new FailingDisk(world.NewDisk())
        {
            FailAt = 1,
            When = FailingDisk.Moment.Halfway,
            Failure = () => new IOException("No space left on device"),
        };
        Assert.Throws<AuditUnavailableException>(() => Prune(world.NewRetention(disk)));
        Assert.Equal(6, world.Disk.Segments().Count);
    }

    private static DateTimeOffset Now => AuditWorld.Start.AddDays(5);

    private static PruneResult Prune(AuditRetention retention, DateTimeOffset? now = null) => retention.Prune(
        Kept, "policy.audit.retention_period", "sha256:policy", Principal.AgentLoop, now ?? Now);
}
