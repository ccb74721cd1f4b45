namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>The traffic of one Deployment and what it costs.</summary>
/// <param name="Namespace">Namespace of the Deployment.</param>
/// <param name="Deployment">Its name.</param>
/// <param name="Traffic">Requests per second over time.</param>
/// <param name="Cost">What a request takes.</param>
public sealed record ServiceLoad(string Namespace, string Deployment, TrafficCurve Traffic, ServiceCost Cost)
{
    /// <summary>Traffic and usage vary by up to this share around what the model gives; 0 for none.</summary>
    public double NoiseShare { get; init; } = 0.03;
}
