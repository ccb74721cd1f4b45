namespace SpecSkills.EmbeddedCluster.Metrics;

/// <summary>One series: its labels, the metric name among them as <c>__name__</c>, and its samples.</summary>
/// <param name="Labels">Name to value.</param>
/// <param name="Read">The samples from one millisecond to another, both included, in order of time.</param>
/// <param name="EndsAtMilliseconds">
/// The series ends here, as after the stale marker of a target that went away; null while it goes on.
/// </param>
public sealed record TimeSeries(
    SeriesLabels Labels, Func<long, long, IReadOnlyList<SeriesSample>> Read, long? EndsAtMilliseconds);
