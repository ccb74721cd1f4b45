namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>The arithmetic of PromQL's functions, as Prometheus 2's <c>promql/functions.go</c> and
/// <c>promql/quantile.go</c> define it.</summary>
internal static class PromFormulas
{
    /// <summary>
    /// How much a counter grew over a range. A fall is a reset. What was seen is extrapolated to the edges of the
    /// range, or by half a sample's distance where the samples end early, and never to before the counter was zero.
    /// </summary>
    /// <returns>Null with fewer than two samples.</returns>
    public static double? Increase(PromStretch stretch)
    {
        var samples = stretch.Samples;
        if (samples.Count < 2)
            return null;
        var (first, last) = (samples[0], samples[^1]);
        var grown = last.Value - first.Value;
        for (var index = 1; index < samples.Count; index++)
            if (samples[index].Value < samples[index - 1].Value)
                grown += samples[index - 1].Value;
        var seen = (last.TimeMilliseconds - first.TimeMilliseconds) / 1000.0;
        var apart = seen / (samples.Count - 1);
        var toStart = Edge((first.TimeMilliseconds - stretch.FromMilliseconds) / 1000.0, apart);
        var toEnd = Edge((stretch.ToMilliseconds - last.TimeMilliseconds) / 1000.0, apart);
        if (grown > 0 && first.Value >= 0)
            toStart = Math.Min(toStart, seen * (first.Value / grown));
        return grown * (seen + toStart + toEnd) / seen;
    }

    /// <summary>The quantile of values by linear interpolation between the two nearest.</summary>
    public static double Quantile(double share, IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0 || double.IsNaN(share))
            return double.NaN;
        if (share is < 0 or > 1)
            return share < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        var rank = share * (sorted.Count - 1);
        var lower = (int)Math.Floor(rank);
        var upper = Math.Min(sorted.Count - 1, lower + 1);
        var weight = rank - lower;
        return (sorted[lower] * (1 - weight)) + (sorted[upper] * weight);
    }

    /// <summary>The quantile of a histogram, interpolated inside the bucket it falls in.</summary>
    public static double HistogramQuantile(double share, IEnumerable<(double Bound, double Count)> unordered)
    {
        if (double.IsNaN(share))
            return double.NaN;
        if (share is < 0 or > 1)
            return share < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        var buckets = unordered.GroupBy(bucket => bucket.Bound, bucket => bucket.Count)
            .Select(same => (Bound: same.Key, Count: same.Sum()))
            .OrderBy(bucket => bucket.Bound).ToArray();
        if (buckets.Length < 2 || !double.IsPositiveInfinity(buckets[^1].Bound))
            return double.NaN;
        for (var index = 1; index < buckets.Length; index++)
            buckets[index].Count = Math.Max(buckets[index].Count, buckets[index - 1].Count);
        if (buckets[^1].Count == 0 || double.IsNaN(buckets[^1].Count))
            return double.NaN;
        var rank = share * buckets[^1].Count;
        var at = 0;
        while (at < buckets.Length - 1 && buckets[at].Count < rank)
            at++;
        if (at == buckets.Length - 1)
            return buckets[^2].Bound;
        if (at == 0 && buckets[0].Bound <= 0)
            return buckets[0].Bound;
        var (start, below) = at == 0 ? (0, 0) : buckets[at - 1];
        return start + ((buckets[at].Bound - start) * ((rank - below) / (buckets[at].Count - below)));
    }

    public static double Arithmetic(string symbol, double left, double right) => symbol switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "%" => left % right,
        _ => Math.Pow(left, right),
    };

    private static double Edge(double distance, double apart) => distance >= apart * 1.1 ? apart / 2 : distance;
}
