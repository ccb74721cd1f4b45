using SpecSkills.Core.Blueprints;

namespace SpecSkills.Cli.Demo;

/// <summary>What a service's blueprint says about the lines that views draw.</summary>
internal sealed record DemoService(
    string Name,
    int MinReplicas,
    int MaxReplicas,
    double ScaleUpPercent,
    double ScaleDownPercent,
    double? LatencyMilliseconds)
{
    public static DemoService Of(Blueprint blueprint) => new(
        blueprint.Metadata.Name, blueprint.Scaling.MinReplicas, blueprint.Scaling.MaxReplicas,
        (double)blueprint.Scaling.ScaleUpThreshold.Value, (double)blueprint.Scaling.ScaleDownThreshold.Value,
        blueprint.Performance.LatencyP95?.TotalMilliseconds);
}
