using SpecSkills.Core.Primitives;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

public sealed class PrimitiveTests
{
    private const int Rounds = 20_000;
    private const string Alphabet = "0123456789.-+eE %mshdKMGTPikun/req USDx_\t\n";

    [Fact]
    public void What_is_printed_is_read_back_exactly() => WithRandom((random, replay) =>
    {
        var percent = new Percentage(random.Next(0, 10_000_000) / 10_000m);
        Assert.True(Percentage.TryParse(percent.ToString(), out var p) && p == percent, $"{replay} {percent}");
        var duration = TimeSpan.FromMicroseconds(random.NextInt64(0, 1L << random.Next(1, 52)));
        Assert.True(DurationText.TryParse(DurationText.Format(duration), out var d) && d == duration,
            $"{replay} {duration}");
        Assert.True(DurationText.TryParse(DurationText.Milliseconds(duration), out d) && d == duration,
            $"{replay} {duration}");
        var cpu = new CpuQuantity(random.NextInt64(0, 1L << random.Next(1, 50)));
        Assert.True(CpuQuantity.TryParse(cpu.ToString(), out var c) && c == cpu, $"{replay} {cpu}");
        var bytes = new ByteQuantity(random.NextInt64(0, long.MaxValue) >> random.Next(0, 62));
        Assert.True(ByteQuantity.TryParse(bytes.ToString(), out var b) && b == bytes, $"{replay} {bytes}");
        var money = new Money(random.Next(0, int.MaxValue) / 100m, "EUR");
        Assert.True(Money.TryParse(money.ToString(), out var m) && m == money, $"{replay} {money}");
        var rate = new RequestRate(random.Next(0, int.MaxValue) / 1000m);
        Assert.True(RequestRate.TryParse(rate.ToString(), out var r) && r == rate, $"{replay} {rate}");
        var version = new SemanticVersion(random.Next(1_000_000_000), random.Next(10), random.Next(1_000_000_000));
        Assert.True(SemanticVersion.TryParse(version.ToString(), out var v) && v == version, $"{replay} {version}");
    });

    [Fact]
    public void No_text_makes_a_parser_throw_and_what_is_read_survives_printing() => WithRandom((random, replay) =>
    {
        var text = new string(random.GetItems<char>(Alphabet, random.Next(0, 12)));
        if (Percentage.TryParse(text, out var p))
            Assert.True(Percentage.TryParse(p.ToString(), out var q) && q == p, $"{replay} '{text}'");
        if (DurationText.TryParse(text, out var d))
            Assert.True(DurationText.TryParse(DurationText.Format(d), out var e) && e == d, $"{replay} '{text}'");
        if (CpuQuantity.TryParse(text, out var c))
            Assert.True(CpuQuantity.TryParse(c.ToString(), out var f) && f == c, $"{replay} '{text}'");
        if (ByteQuantity.TryParse(text, out var b))
            Assert.True(ByteQuantity.TryParse(b.ToString(), out var g) && g == b, $"{replay} '{text}'");
        if (Money.TryParse(text, out var m))
            Assert.True(Money.TryParse(m.ToString(), out var n) && n == m, $"{replay} '{text}'");
        if (RequestRate.TryParse(text, out var r))
            Assert.True(RequestRate.TryParse(r.ToString(), out var s) && s == r, $"{replay} '{text}'");
        if (SemanticVersion.TryParse(text, out var v)) Assert.Equal(text, v.ToString());
        Assert.True(
            KubernetesQuantity.TryParse(text, out _) || !CpuQuantity.TryParse(text, out _), $"{replay} '{text}'");
    });

    [Theory]
    [InlineData("0.1", 100)]
    [InlineData("100m", 100)]
    [InlineData("1", 1000)]
    [InlineData("0.0001", 1)]
    [InlineData("1e-1", 100)]
    [InlineData("2k", 2_000_000)]
    public void Equal_quantities_are_equal_however_they_are_written(string text, long millicores) =>
        Assert.True(CpuQuantity.TryParse(text, out var cpu) && cpu.Millicores == millicores);

    [Theory]
    [InlineData("")]
    [InlineData(" 50m")]
    [InlineData("50 m")]
    [InlineData("-1")]
    [InlineData("1,5")]
    [InlineData("٣")]
    [InlineData("1..5")]
    [InlineData("0x10")]
    [InlineData("1e99")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void What_is_no_quantity_is_refused(string text) => Assert.False(CpuQuantity.TryParse(text, out _));

    [Theory]
    [InlineData("1.5s", 1_500)]
    [InlineData("90d", 7_776_000_000)]
    [InlineData("0s", 0)]
    public void Durations_are_exact(string text, long milliseconds) =>
        Assert.Equal(milliseconds, DurationText.TryParse(text, out var duration) ? duration.TotalMilliseconds : -1);

    [Theory]
    [InlineData("060s")]
    [InlineData(".5s")]
    [InlineData("5.s")]
    [InlineData("+5s")]
    [InlineData("5S")]
    [InlineData("1h30m")]
    [InlineData("0.0000001s")]
    [InlineData("99999999999999d")]
    [InlineData("s")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));

    private static void WithRandom(Action<Random, string> body)
    {
        var seed = TestSeed.Next();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++) body(random, $"{TestSeed.Replay(seed)} round {round}:");
    }
}
