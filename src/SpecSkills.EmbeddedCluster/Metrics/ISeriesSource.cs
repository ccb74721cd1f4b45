namespace SpecSkills.EmbeddedCluster.Metrics;

/// <summary>Where the Prometheus query API finds its time series.</summary>
public interface ISeriesSource
{
    /// <summary>All series known now, in any order; no two have the same labels.</summary>
    IEnumerable<TimeSeries> Series(DateTimeOffset now);
}
