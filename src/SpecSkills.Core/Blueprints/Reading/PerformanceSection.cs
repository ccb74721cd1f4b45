namespace SpecSkills.Core.Blueprints.Reading;

/// <summary><c>spec.performance</c></summary>
internal static class PerformanceSection
{
    private static readonly ScalarFormat<TimeSpan> Latency = Formats.Duration("1ms", "10m", "200ms");

    public static PerformanceTargets Read(SectionReader performance)
    {
        var targets = new PerformanceTargets(
            performance.Nullable("latency_p50", Latency),
            performance.Nullable("latency_p95", Latency),
            performance.Nullable("latency_p99", Latency),
            performance.Nullable("throughput_min", Formats.Rate),
            performance.Nullable("throughput_target", Formats.Rate),
            performance.Nullable("availability", Formats.Percent with { Example = "99.9%" }),
            performance.Nullable("error_rate_max", Formats.Percent with { Example = "1%" }));
        performance.Finish();
        return targets;
    }
}
