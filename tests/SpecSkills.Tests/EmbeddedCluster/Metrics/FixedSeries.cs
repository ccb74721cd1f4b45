using System.Globalization;
using SpecSkills.EmbeddedCluster.Metrics;

namespace SpecSkills.Tests.EmbeddedCluster.Metrics;

/// <summary>
/// The hand-made series of <c>tests/Data/promql/README.md</c>, one sample every 15 seconds for ten minutes, about
/// which a real Prometheus answered the golden table.
/// </summary>
internal sealed class FixedSeries : ISeriesSource
{
    private const long StartSeconds = 1_700_000_000;
    private const int Interval = 15;
    private const int Samples = 41;

    private static readonly double[] Bounds = [0.1, 0.2, 0.5];

    public IEnumerable<TimeSeries> Series(DateTimeOffset now)
    {
        yield return Make("requests_total", i => i * 30, ("code", "200"), ("pod", "a"));
        yield return Make("requests_total", i => i < 20 ? i * 60 : (i - 20) * 45, ("code", "200"), ("pod", "b"));
        yield return Make("requests_total", i => i * i, ("code", "500"), ("pod", "a"));
        yield return Make("memory_bytes", i => 1_000_000 + (i * 37 % 11 * 1000), ("pod", "a"));
        yield return Make("memory_bytes", i => 2_000_000 + (i * 17 % 13 * 1000), ("pod", "b"));
        yield return Make("tiny", i => i * 1.25e-9, ("pod", "a"));
        for (var bucket = 0; bucket <= Bounds.Length; bucket++)
        {
            var share = (bucket + 1) * 0.25;
            var bound = bucket < Bounds.Length
                ? Bounds[bucket].ToString("0.0", CultureInfo.InvariantCulture)
                : "+Inf";
            yield return Make("latency_bucket", i => Math.Floor(i * 40 * share), ("pod", "a"), ("le", bound));
        }
    }

    private static TimeSeries Make(
        string name, Func<int, double> value, params (string Name, string Value)[] labels) =>
        new(SeriesLabels.Of(name, labels.Select(label => KeyValuePair.Create(label.Name, label.Value))),
            (from, to) =>
            [
                .. Enumerable.Range(0, Samples)
                    .Select(i => new SeriesSample((StartSeconds + (i * Interval)) * 1000, value(i)))
                    .Where(sample => sample.TimeMilliseconds >= from && sample.TimeMilliseconds <= to),
            ],
            null);
}
