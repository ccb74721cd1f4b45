using SpecSkills.EmbeddedCluster.Load;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Load;

public sealed class RequestQueueTests
{
    [Fact]
    public void With_many_places_and_little_load_it_is_the_textbook_queue()
    {
        // M/M/1 at half load: L = r / (1 - r) = 1, W = 1 / (mu - lambda) = 100 ms, P(T > t) = exp(-(mu - lambda) t).
        var queue = new RequestQueue(10, 20, 512);

        Assert.Equal(1.0, queue.MeanInFlight, 9);
        Assert.Equal(0.1, queue.MeanSeconds, 9);
        Assert.Equal(Math.Exp(-3), queue.ShareLongerThan(0.3), 9);
        Assert.Equal(0, queue.RefusedShare, 9);
    }

    [Fact]
    public void With_one_place_it_is_a_loss_system()
    {
        // Erlang's formula for one server: refused share r / (1 + r); an accepted request is served at once.
        var queue = new RequestQueue(30, 10, 1);

        Assert.Equal(0.75, queue.RefusedShare, 12);
        Assert.Equal(0.1, queue.MeanSeconds, 12);
        Assert.Equal(Math.Exp(-2), queue.ShareLongerThan(0.2), 12);
    }

    [Fact]
    public void At_exactly_full_load_every_number_present_is_equally_likely()
    {
        var queue = new RequestQueue(10, 10, 9);

        Assert.Equal(0.1, queue.RefusedShare, 12);
        Assert.Equal(4.5, queue.MeanInFlight, 12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.001)]
    [InlineData(19.99)]
    [InlineData(20.0)]
    [InlineData(2000.0)]
    [InlineData(1e12)]
    public void It_never_serves_more_than_it_can_and_never_less_than_nothing(double arrivals)
    {
        var queue = new RequestQueue(arrivals, 20, 64);

        Assert.InRange(queue.ServedPerSecond, 0, Math.Min(arrivals, 20) + 1e-9);
        Assert.InRange(queue.RefusedShare, 0, 1);
        Assert.InRange(queue.MeanInFlight, 0, 64);
        Assert.InRange(queue.ShareLongerThan(1), 0, 1);
        Assert.True(double.IsFinite(queue.MeanSeconds));
    }

    [Fact]
    public void The_mean_of_the_distribution_is_the_mean_of_littles_law()
    {
        foreach (var arrivals in new[] { 2.0, 15, 19, 20, 25, 100 })
        {
            var queue = new RequestQueue(arrivals, 20, 40);
            const double width = 0.001;
            var mean = Enumerable.Range(0, 20_000).Sum(i => queue.ShareLongerThan((i + 0.5) * width)) * width;

            Assert.Equal(queue.MeanSeconds, mean, 4);
        }
    }

    [Fact]
    public void A_pod_without_processor_serves_nothing()
    {
        var queue = new RequestQueue(10, 0, 64);

        Assert.Equal(1, queue.RefusedShare);
        Assert.Equal(0, queue.ServedPerSecond);
    }
}
