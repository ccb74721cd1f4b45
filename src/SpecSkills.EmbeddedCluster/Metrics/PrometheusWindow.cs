namespace SpecSkills.EmbeddedCluster.Metrics;

/// <summary>
/// When a query is evaluated: at one time, or at every step from start to end. Milliseconds of the epoch.
/// </summary>
internal readonly record struct PrometheusWindow(long Start, long End, long Step)
{
    public static PrometheusWindow Instant(PrometheusParameters parameters, DateTimeOffset now)
    {
        var at = parameters["time"].Length == 0
            ? now.ToUnixTimeMilliseconds()
            : parameters.Time("time", "Invalid time value for 'time': ");
        return new PrometheusWindow(at, at, 1);
    }

    public static PrometheusWindow Range(PrometheusParameters parameters)
    {
        var window = new PrometheusWindow(
            parameters.Time("start"), parameters.Time("end"), parameters.Duration("step"));
        if (window.End < window.Start)
            throw PrometheusParameters.Invalid("end", "end timestamp must not be before start time");
        if (window.Step <= 0)
            throw PrometheusParameters.Invalid("step",
                "zero or negative query resolution step widths are not accepted. Try a positive integer");
        if ((window.End - window.Start) / window.Step > PrometheusRoute.MaximumPoints)
            throw new PromQl.PromQlException("exceeded maximum resolution of 11,000 points per timeseries. "
                + "Try decreasing the query resolution (?step=XX)");
        return window;
    }

    public PrometheusWindow Earlier(long milliseconds) => new(Start - milliseconds, End - milliseconds, Step);
}
