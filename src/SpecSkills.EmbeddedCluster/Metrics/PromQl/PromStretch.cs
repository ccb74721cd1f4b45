namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>One element of a range vector: the samples between two times, both included as in Prometheus 2.</summary>
internal sealed record PromStretch(
    SeriesLabels Labels, IReadOnlyList<SeriesSample> Samples, long FromMilliseconds, long ToMilliseconds);
