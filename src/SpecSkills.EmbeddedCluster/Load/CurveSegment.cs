namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>A stretch of a <see cref="TrafficCurve.Sequence"/>.</summary>
public sealed record CurveSegment(TimeSpan Duration, TrafficCurve Curve);
