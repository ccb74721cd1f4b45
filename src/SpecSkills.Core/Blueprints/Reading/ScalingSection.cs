namespace SpecSkills.Core.Blueprints.Reading;

/// <summary><c>spec.scaling</c></summary>
internal static class ScalingSection
{
    private static readonly TimeSpan DefaultCooldown = TimeSpan.FromSeconds(60);

    // Bounds of counts are checked by the rules, together with what they contradict.
    private static readonly ScalarFormat<int> Replicas =
        Formats.Integer(0, Formats.ReplicaLimit, "2") with { InRange = count => count <= Formats.ReplicaLimit };

    private static readonly ScalarFormat<int> Increment =
        Formats.Integer(1, Formats.ReplicaLimit, "1") with { InRange = count => count <= Formats.ReplicaLimit };

    private static readonly ScalarFormat<ScalingMetric> Metric = Formats.OneOf(
        ("cpu", ScalingMetric.Cpu), ("memory", ScalingMetric.Memory), ("latency", ScalingMetric.Latency));

    /// <summary>Each metric may stand once; a few more are read to say so.</summary>
    private const int MetricLimit = 16;

    private static readonly IReadOnlyList<MetricWeight> CpuAlone = [new(ScalingMetric.Cpu, 1)];

    public static ScalingPolicy Read(SectionReader scaling)
    {
        var policy = new ScalingPolicy(
            scaling.Required("min_replicas", Replicas with { Example = "1" }),
            scaling.Required("max_replicas", Replicas with { Example = "5" }),
            scaling.Nullable("target_replicas", Replicas),
            scaling.Required("scale_up_threshold", Formats.Threshold),
            scaling.Required("scale_down_threshold", Formats.Threshold with { Example = "30%" }),
            scaling.Optional("scale_up_increment", Increment, 1),
            scaling.Optional("scale_down_increment", Increment, 1),
            scaling.Optional("cooldown_period", Formats.Duration("0s", "7d", "60s"), DefaultCooldown),
            scaling.Optional("scale_down_stabilization", Formats.Duration("0s", "1d", "5m"), TimeSpan.Zero),
            ReadMetrics(scaling));
        scaling.Finish();
        return policy;
    }

    private static IReadOnlyList<MetricWeight> ReadMetrics(SectionReader scaling)
    {
        var written = scaling.Has("metrics");
        var metrics = new List<MetricWeight>();
        foreach (var metric in scaling.Sections("metrics", MetricLimit))
        {
            var type = metric.Required("type", Metric);
            metrics.Add(new MetricWeight(type, metric.Optional("weight", Formats.Weight, 1)));
            metric.Finish();
        }

        return written ? metrics : CpuAlone;
    }
}
