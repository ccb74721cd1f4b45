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

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("\uFEFF{}", "a byte order mark")]
    [InlineData("{\"seq\":1}", "not a JSON object with")]
    [InlineData("x", "longer than", AuditChain.MaximumLineBytes)]
    public void A_line_that_is_no_record_is_said_to_be_what_it_is(string line, string said, int times = 1)
    {
        using var world = new AuditWorld();
        world.Append(2);
        File.AppendAllText(world.Today, string.Concat(Enumerable.Repeat(line, times)) + "\n");
        Assert.Contains(said, world.Reader.Verify().Fault!.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_not_text_is_said_to_be_none()
    {
        using var world = new AuditWorld();
        world.Append(2);
        File.AppendAllBytes(world.Today, [0xff, 0xfe, (byte)'\n']);
        Assert.Contains("not UTF-8", world.Reader.Verify().Fault!.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Converted_line_ends_are_called_that()
    {
        using var world = new AuditWorld();
        world.Append(3);
        File.WriteAllText(
            world.Today, File.ReadAllText(world.Today).Replace("\n", "\r\n", StringComparison.Ordinal));
        var result = world.Reader.Verify();
        Assert.Equal((1, 0), (result.Fault!.Sequence, result.Records));
        Assert.Contains("line ends", result.Fault.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_that_hold_are_those_before_the_bad_one()
    {
        using var world = new AuditWorld();
        world.Append(Count);
        var lines = File.ReadAllLines(world.Today);
        lines[4] = lines[4].Replace("hold", "holt", StringComparison.Ordinal);
        File.WriteAllText(world.Today, string.Concat(lines.Select(line => line + "\n")));
        var result = world.Reader.Verify();
        Assert.Equal((5, 4), (result.Fault!.Sequence, result.Records));
    }

    [Fact]
    public void What_is_gone_without_a_record_of_it_is_not_called_pruned()
    {
        using var world = new AuditWorld();
        world.AppendDays(3, 2);
        File.Delete(world.Today);
        var result = world.Reader.Verify();
        Assert.Equal((AuditFaultKind.Missing, 0), (result.Fault!.Kind, result.PrunedRecords));
    }
}
