namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>One element of an instant vector.</summary>
internal readonly record struct PromPoint(SeriesLabels Labels, double Value);
