namespace SpecSkills.EmbeddedCluster.Metrics;

/// <summary>Says when the Prometheus query API gives wrong answers.</summary>
public interface IPrometheusDistortions
{
    /// <summary>What is wrong with its answers at this instant; null for nothing.</summary>
    PrometheusDistortion? DistortionAt(DateTimeOffset now);
}
