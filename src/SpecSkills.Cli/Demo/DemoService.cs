namespace SpecSkills.Cli.Demo;

/// <summary>What a service's blueprint says about the lines that views draw.</summary>
internal sealed record DemoService(
    string Name,
    int MinReplicas,
    int MaxReplicas,
    double ScaleUpPercent,
    double ScaleDownPercent,
    double? LatencyMilliseconds);
