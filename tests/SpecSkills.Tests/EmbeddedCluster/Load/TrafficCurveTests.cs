using SpecSkills.EmbeddedCluster.Load;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Load;

public sealed class TrafficCurveTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(4, 10)]
    [InlineData(5, 30)]
    [InlineData(6, 50)]
    [InlineData(9, 50)]
    [InlineData(11, 30)]
    [InlineData(12, 10)]
    [InlineData(100, 10)]
    public void A_spike_rises_holds_and_falls(int minute, double expected)
    {
        var minutes = TimeSpan.FromMinutes(1);
        var spike = new TrafficCurve.Spike(10, 50, 4 * minutes, 2 * minutes, 4 * minutes, 2 * minutes);

        Assert.Equal(expected, spike.RateAt(minute * minutes), 9);
    }

    [Fact]
    public void A_segment_has_its_own_time_and_the_last_goes_on()
    {
        var hour = TodoLoad.Hour().Services[0].Traffic;

        Assert.Equal(36, hour.RateAt(TimeSpan.FromMinutes(-1)));
        Assert.Equal(56, hour.RateAt(TimeSpan.FromMinutes(9)), 9);
        Assert.Equal(76, hour.RateAt(TimeSpan.FromMinutes(20)));
        Assert.Equal(20, hour.RateAt(TimeSpan.FromHours(9)));
    }

    [Fact]
    public void No_curve_goes_below_nothing()
    {
        var sine = new TrafficCurve.Sine(5, 50, TimeSpan.FromMinutes(4));

        Assert.Equal(0, sine.RateAt(TimeSpan.FromMinutes(3)));
        Assert.Equal(10, new TrafficCurve.Sum(sine, new TrafficCurve.Constant(5)).RateAt(TimeSpan.Zero), 9);
    }
}
