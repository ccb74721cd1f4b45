namespace SpecSkills.EmbeddedCluster.Metrics;

/// <summary>A value at a time, in milliseconds of the Unix epoch.</summary>
public readonly record struct SeriesSample(long TimeMilliseconds, double Value);
