using SpecSkills.Core.Audit;
using Xunit;

namespace SpecSkills.Tests.Audit;

public class AuditVerifierTests
{
    private const int Count = 9;

    public static TheoryData<string, int> Attacks()
    {
        var data = new TheoryData<string, int>();
        foreach (var attack in new[] { "flip", "drop", "duplicate", "reorder" })
            for (var record = 1; record < Count; record++)
                data.Add(attack, record);
        return data;
    }

    [Fact]
    public void An_honest_record_verifies_and_says_what_vouches_for_it()
    {
        using var world = new AuditWorld();
        world.Append(Count);
        var result = world.Reader.Verify();
        Assert.True(result.IsIntact, result.Fault?.Explanation);
        Assert.Equal(Count, result.Records);
        Assert.Equal(0, result.UnvouchedRecords);
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void The_first_bad_record_is_named(string attack, int record)
    {
        using var world = new AuditWorld();
        world.Append(Count);
        var lines = File.ReadAllLines(world.Today).ToList();
        var index = record - 1;
        switch (attack)
        {
            case "flip": lines[index] = lines[index].Replace("hold", "holt", StringComparison.Ordinal); break;
            case "drop": lines.RemoveAt(index); break;
            case "duplicate": lines.Insert(index, lines[index]); break;
            case "reorder": (lines[index], lines[index + 1]) = (lines[index + 1], lines[index]); break;
        }

        File.WriteAllText(world.Today, string.Concat(lines.Select(line => line + "\n")));
        var fault = world.Reader.Verify().Fault;
        Assert.NotNull(fault);
        Assert.Equal(record, fault.Sequence);
    }

    [Fact]
    public void Every_single_flipped_byte_is_noticed_and_pinned_to_its_record()
    {
        using var world = new AuditWorld();
        world.Append(3);
        var honest = File.ReadAllBytes(world.Today);
        var ends = new List<int>();
        for (var i = 0; i < honest.Length; i++)
            if (honest[i] == '\n')
                ends.Add(i);
        for (var at = 0; at < honest.Length; at++)
        {
            var bytes = (byte[])honest.Clone();
            bytes[at] ^= 0x01;
            File.WriteAllBytes(world.Today, bytes);
            var fault = world.Reader.Verify().Fault;
            Assert.True(fault is not null, $"Flipping byte {at} went unnoticed.");
            var record = ends.FindIndex(end => at <= end) + 1;
            Assert.InRange(fault.Sequence, record - 1, record);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_cut_off_end_is_noticed_because_the_state_folder_remembers_the_head(int cut)
    {
        using var world = new AuditWorld();
        world.Append(Count);
        File.WriteAllLines(world.Today, File.ReadAllLines(world.Today)[..^cut]);
        var fault = world.Reader.Verify().Fault;
        Assert.Equal(AuditFaultKind.Truncated, fault!.Kind);
        Assert.Equal(Count - cut + 1, fault.Sequence);
    }

    [Fact]
    public void A_rewritten_tail_that_links_up_again_is_noticed_by_the_witness()
    {
        using var world = new AuditWorld();
        world.Append(3);
        using var forger = new AuditWorld();
        forger.Append(2);
        forger.Log.Append(AuditWorld.Event("forged"));
        File.Copy(forger.Today, world.Today, overwrite: true);
        var fault = world.Reader.Verify().Fault;
        Assert.Equal((AuditFaultKind.Altered, 3L), (fault!.Kind, fault.Sequence));
    }
}
