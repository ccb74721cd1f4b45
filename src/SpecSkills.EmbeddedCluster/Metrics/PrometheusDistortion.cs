namespace SpecSkills.EmbeddedCluster.Metrics;

/// <summary>A wrong answer of a Prometheus that otherwise works.</summary>
public abstract record PrometheusDistortion
{
    private PrometheusDistortion()
    {
    }

    /// <summary>Every value is NaN.</summary>
    public sealed record NotANumber : PrometheusDistortion;

    /// <summary>The answer of some time ago with its time, as a cache in front of it gives.</summary>
    public sealed record AnswersOld(TimeSpan Age) : PrometheusDistortion;

    /// <summary>
    /// No sample was scraped since; instant selectors keep the last for five minutes, rates become empty.
    /// </summary>
    public sealed record ScrapesStopped(DateTimeOffset Since) : PrometheusDistortion;
}
