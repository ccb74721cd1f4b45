using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>Evaluates a parsed query at an instant.</summary>
internal sealed class PromEvaluator(IReadOnlyList<TimeSeries> series)
{
    /// <summary>An instant selector takes the newest sample of the last five minutes: Prometheus' default.</summary>
    public const long LookbackMilliseconds = 300_000;

    /// <summary>
    /// A query range of two hours by seconds, over all the series of a hundred pods, stays under it.
    /// </summary>
    public const int MaximumSamples = 5_000_000;

    private readonly Dictionary<PromExpression.Selector, List<TimeSeries>> selected =
        new(ReferenceEqualityComparer.Instance);

    private int samplesRead;

    public static double Scalar(PromExpression expression) => expression switch
    {
        PromExpression.Number number => number.Value,
        PromExpression.Negate negate => -Scalar(negate.Of),
        PromExpression.Binary binary =>
            PromFormulas.Arithmetic(binary.Operator, Scalar(binary.Left), Scalar(binary.Right)),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} is no scalar."),
    };

    public List<PromPoint> Vector(PromExpression expression, long at) => expression switch
    {
        PromExpression.Selector selector => Instant(selector, at),
        PromExpression.Call call => Call(call, at),
        PromExpression.Aggregate aggregate => Aggregate(aggregate, at),
        PromExpression.Negate negate => Map(Vector(negate.Of, at), value => -value),
        PromExpression.Binary { Operator: "or" } either => Or(Vector(either.Left, at), Vector(either.Right, at)),
        PromExpression.Binary binary => Binary(binary, at),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} is no instant vector."),
    };

    public List<PromStretch> Matrix(PromExpression expression, long at) => expression switch
    {
        PromExpression.Range range => Stretches(range, at),
        PromExpression.Subquery subquery => Subquery(subquery, at),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} is no range vector."),
    };

    private List<PromPoint> Instant(PromExpression.Selector selector, long at)
    {
        var points = new List<PromPoint>();
        foreach (var one in Select(selector))
        {
            if (one.EndsAtMilliseconds <= at)
                continue;
            var samples = Read(one, at - LookbackMilliseconds, at);
            if (samples.Count > 0)
                points.Add(new PromPoint(one.Labels, samples[^1].Value));
        }
        return points;
    }

    private List<PromStretch> Stretches(PromExpression.Range range, long at)
    {
        var stretches = new List<PromStretch>();
        foreach (var one in Select(range.Of))
        {
            var samples = Read(one, at - range.LengthMilliseconds, at);
            if (samples.Count > 0)
                stretches.Add(new PromStretch(one.Labels, samples, at - range.LengthMilliseconds, at));
        }
        return stretches;
    }

    private List<PromStretch> Subquery(PromExpression.Subquery subquery, long at)
    {
        var from = at - subquery.LengthMilliseconds;
        // Steps are aligned to the epoch, not to the query, so that neighbouring queries see the same points.
        var first = subquery.StepMilliseconds * (from / subquery.StepMilliseconds);
        if (first < from)
            first += subquery.StepMilliseconds;
        var samples = new Dictionary<SeriesLabels, List<SeriesSample>>();
        for (var step = first; step <= at; step += subquery.StepMilliseconds)
            foreach (var point in Vector(subquery.Of, step))
            {
                Spend(1);
                if (!samples.TryGetValue(point.Labels, out var list))
                    samples[point.Labels] = list = [];
                list.Add(new SeriesSample(step, point.Value));
            }
        return [.. samples.Select(pair => new PromStretch(pair.Key, pair.Value, from, at))];
    }

    private List<PromPoint> Call(PromExpression.Call call, long at)
    {
        var arguments = call.Arguments;
        switch (call.Function.Name)
        {
            case "vector":
                return [new PromPoint(SeriesLabels.Empty, Scalar(arguments[0]))];
            case "clamp_min":
                return Map(Vector(arguments[0], at), value => Math.Max(value, Scalar(arguments[1])));
            case "clamp_max":
                return Map(Vector(arguments[0], at), value => Math.Min(value, Scalar(arguments[1])));
            case "histogram_quantile":
                return HistogramQuantile(Scalar(arguments[0]), Vector(arguments[1], at));
            case "last_over_time":
                return [.. Matrix(arguments[0], at).Select(one => new PromPoint(one.Labels, one.Samples[^1].Value))];
        }
        var points = new List<PromPoint>();
        foreach (var stretch in Matrix(arguments[^1], at))
            if (OverTime(call, stretch) is { } value)
                points.Add(new PromPoint(stretch.Labels.WithoutName(), value));
        return Distinct(points);
    }

    private static double? OverTime(PromExpression.Call call, PromStretch stretch)
    {
        var values = stretch.Samples.Select(sample => sample.Value);
        return call.Function.Name switch
        {
            "rate" => PromFormulas.Increase(stretch)
                / ((stretch.ToMilliseconds - stretch.FromMilliseconds) / 1000.0),
            "increase" => PromFormulas.Increase(stretch),
            "avg_over_time" => values.Average(),
            "max_over_time" => values.Aggregate((left, right) => right > left || double.IsNaN(left) ? right : left),
            "min_over_time" => values.Aggregate((left, right) => right < left || double.IsNaN(left) ? right : left),
            "sum_over_time" => values.Sum(),
            "count_over_time" => stretch.Samples.Count,
            "quantile_over_time" => PromFormulas.Quantile(Scalar(call.Arguments[0]), values),
            _ => throw new InvalidOperationException($"{call.Function.Name} has no formula."),
        };
    }

    private static List<PromPoint> HistogramQuantile(double share, List<PromPoint> points)
    {
        var histograms = new Dictionary<SeriesLabels, List<(double Bound, double Count)>>();
        foreach (var point in points)
        {
            var text = point.Labels["le"].Replace("Inf", "Infinity", StringComparison.Ordinal);
            if (!double.TryParse(text.TrimStart('+'), NumberStyles.Float, CultureInfo.InvariantCulture, out var bound))
                continue;
            var labels = point.Labels.Without([SeriesLabels.NameLabel, "le"]);
            if (!histograms.TryGetValue(labels, out var buckets))
                histograms[labels] = buckets = [];
            buckets.Add((bound, point.Value));
        }
        return [.. histograms.Select(pair =>
            new PromPoint(pair.Key, PromFormulas.HistogramQuantile(share, pair.Value)))];
    }

    private List<PromPoint> Aggregate(PromExpression.Aggregate aggregate, long at) =>
    [
        .. Vector(aggregate.Of, at)
            .GroupBy(
                point => aggregate.Without
                    ? point.Labels.Without([SeriesLabels.NameLabel, .. aggregate.Labels])
                    : point.Labels.Only(aggregate.Labels),
                point => point.Value)
            .Select(group => new PromPoint(group.Key, aggregate.Operator switch
            {
                "sum" => group.Sum(),
                "avg" => group.Average(),
                "min" => group.Aggregate((left, right) => right < left || double.IsNaN(left) ? right : left),
                "max" => group.Aggregate((left, right) => right > left || double.IsNaN(left) ? right : left),
                "count" => group.Count(),
                _ => throw new InvalidOperationException($"{aggregate.Operator} is no aggregation."),
            })),
    ];

    private static List<PromPoint> Or(List<PromPoint> left, List<PromPoint> right)
    {
        var there = left.Select(point => point.Labels.WithoutName()).ToHashSet();
        return [.. left, .. right.Where(point => !there.Contains(point.Labels.WithoutName()))];
    }

    private List<PromPoint> Binary(PromExpression.Binary binary, long at)
    {
        double Of(double left, double right) => PromFormulas.Arithmetic(binary.Operator, left, right);
        if (binary.Left.Type == PromType.Scalar)
            return Map(Vector(binary.Right, at), value => Of(Scalar(binary.Left), value));
        if (binary.Right.Type == PromType.Scalar)
            return Map(Vector(binary.Left, at), value => Of(value, Scalar(binary.Right)));
        var right = ByLabels(Vector(binary.Right, at), "right");
        var points = new List<PromPoint>();
        foreach (var (labels, value) in ByLabels(Vector(binary.Left, at), "left"))
            if (right.TryGetValue(labels, out var other))
                points.Add(new PromPoint(labels, Of(value, other)));
        return points;
    }

    private static Dictionary<SeriesLabels, double> ByLabels(List<PromPoint> points, string side)
    {
        var byLabels = new Dictionary<SeriesLabels, double>();
        foreach (var point in points)
            if (!byLabels.TryAdd(point.Labels.WithoutName(), point.Value))
                throw new PromQlException("found duplicate series for the match group on the " + side
                    + " hand-side of the operation;many-to-many matching not allowed: matching labels must be unique "
                    + "on one side");
        return byLabels;
    }

    private static List<PromPoint> Map(List<PromPoint> points, Func<double, double> of) =>
        Distinct([.. points.Select(point => new PromPoint(point.Labels.WithoutName(), of(point.Value)))]);

    private static List<PromPoint> Distinct(List<PromPoint> points) =>
        points.DistinctBy(point => point.Labels).Count() == points.Count
            ? points
            : throw new PromQlException("vector cannot contain metrics with the same labelset");

    private List<TimeSeries> Select(PromExpression.Selector selector)
    {
        if (selected.TryGetValue(selector, out var known))
            return known;
        var matching = series
            .Where(one => selector.Matchers.All(matcher => matcher.Matches(one.Labels[matcher.Label])))
            .ToList();
        selected[selector] = matching;
        return matching;
    }

    private IReadOnlyList<SeriesSample> Read(TimeSeries one, long from, long to)
    {
        var samples = one.Read(from, to);
        Spend(samples.Count);
        return samples;
    }

    private void Spend(int samples)
    {
        samplesRead += samples;
        if (samplesRead > MaximumSamples)
            throw new PromQlException(
                "query processing would load too many samples into memory in query execution");
    }
}
