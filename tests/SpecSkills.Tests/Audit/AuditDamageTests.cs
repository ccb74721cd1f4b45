using System.Text;
using SpecSkills.Core.Audit;
using Xunit;

namespace SpecSkills.Tests.Audit;

/// <summary>
/// Every kind of damage to every line of a record of three days: the first bad record is named, whichever it is.
/// </summary>
public sealed class AuditDamageTests(ITestOutputHelper output) : IDisposable
{
    private const int Days = 3;
    private const int EachDay = 5;

    private readonly AuditWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Any_flipped_bit_is_pinned_to_its_record()
    {
        var random = Seeded();
        var (files, _) = Write();
        foreach (var file in files)
        {
            var honest = File.ReadAllBytes(world.FileOf(file));
            for (int at = 0, line = 0; at < honest.Length; at++)
            {
                var damaged = (byte[])honest.Clone();
                damaged[at] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(world.FileOf(file), damaged);
                MustName(First(file) + line, $"byte {at} of {file}, '{(char)honest[at]}' to '{(char)damaged[at]}'");
                if (honest[at] == '\n') line++;
            }

            File.WriteAllBytes(world.FileOf(file), honest);
        }
    }

    [Fact]
    public void Any_dropped_line_is_named()
    {
        var (_, lines) = Write();
        for (var i = 0; i < lines.Count; i++)
            Damage(lines, i + 1, $"dropping {i + 1}", copy => copy.RemoveAt(i));
    }

    [Fact]
    public void Any_line_that_stands_twice_is_named_wherever_its_copy_stands()
    {
        var (_, lines) = Write();
        for (var i = 0; i < lines.Count; i++)
            for (var to = i + 1; to <= lines.Count; to++)
                Damage(lines, i + 1, $"copying {i + 1} behind {to}",
                    copy => copy.Insert(to, lines[i] with { Segment = lines[to - 1].Segment }));
    }

    [Fact]
    public void Any_two_lines_that_change_places_are_named_by_the_first_also_across_days()
    {
        var (_, lines) = Write();
        for (var i = 0; i < lines.Count; i++)
            for (var other = i + 1; other < lines.Count; other++)
                Damage(lines, i + 1, $"swapping {i + 1} and {other + 1}", copy =>
                {
                    (copy[i], copy[other]) = (
                        copy[other] with { Segment = copy[i].Segment }, copy[i] with { Segment = copy[other].Segment });
                });
    }

    [Fact]
    public void A_line_moved_over_the_border_of_a_day_is_named_though_the_chain_is_whole()
    {
        var (_, lines) = Write();
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].Segment == lines[i - 1].Segment) continue;
            var (before, after) = (lines[i - 1].Segment, lines[i].Segment);
            Damage(lines, i + 2, $"moving {i + 1} back", copy => copy[i] = copy[i] with { Segment = before });
            Damage(lines, i, $"moving {i} on", copy => copy[i - 1] = copy[i - 1] with { Segment = after });
        }
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_named_at_its_first_missing_record()
    {
        var (files, _) = Write();
        foreach (var file in files)
        {
            var honest = File.ReadAllBytes(world.FileOf(file));
            for (var length = 0; length < honest.Length; length++)
            {
                File.WriteAllBytes(world.FileOf(file), honest[..length]);
                var whole = honest[..length].Count(one => one == '\n');
                MustName(First(file) + whole, $"cutting {file} off at {length}");
            }

            File.Delete(world.FileOf(file));
            MustName(First(file), $"deleting {file}");
            File.WriteAllBytes(world.FileOf(file), honest);
        }
    }

    private Random Seeded()
    {
        var seed = TestSeed.Next();
        output.WriteLine(TestSeed.Replay(seed));
        return new Random(seed);
    }

    /// <summary>The first day has no checkpoint in front, every other one has.</summary>
    private static long First(string file)
    {
        var day = int.Parse(file[^8..^6]) - AuditWorld.Start.Day;
        return day == 0 ? 1 : (day * EachDay) + day;
    }

    private (IReadOnlyList<string> Files, IReadOnlyList<Line> Lines) Write()
    {
        world.AppendDays(Days, EachDay);
        var files = world.Disk.Segments();
        var lines = files.SelectMany(file =>
            File.ReadAllLines(world.FileOf(file)).Select(text => new Line(file, text))).ToList();
        Assert.Equal((Days * EachDay) + Days - 1, lines.Count);
        var honest = world.Reader.Verify();
        Assert.True(honest.IsIntact, honest.Fault?.Explanation);
        return (files, lines);
    }

    private void Damage(IReadOnlyList<Line> honest, long expected, string what, Action<List<Line>> damage)
    {
        var copy = honest.ToList();
        damage(copy);
        Put(honest.Select(line => line.Segment).Distinct(), copy);
        MustName(expected, what);
        Put(honest.Select(line => line.Segment).Distinct(), honest);
    }

    private void Put(IEnumerable<string> files, IReadOnlyList<Line> lines)
    {
        foreach (var file in files)
            File.WriteAllText(
                world.FileOf(file),
                string.Concat(lines.Where(line => line.Segment == file).Select(line => line.Text + "\n")),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private void MustName(long record, string what)
    {
        var fault = world.Reader.Verify().Fault;
        Assert.True(fault is not null, $"{what}: went unnoticed");
        Assert.True(fault.Sequence == record, $"{what}: {record} is the first bad record, {fault} was named");
    }

    private sealed record Line(string Segment, string Text);
}
