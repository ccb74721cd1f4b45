using System.Collections.Frozen;

namespace SpecSkills.Core.Blueprints.Reading;

/// <summary><c>spec.observability</c></summary>
internal static class ObservabilitySection
{
    /// <summary>A query longer than this belongs in a recording rule.</summary>
    private const int QueryLengthLimit = 4000;

    private static readonly string[] Metrics =
        ["latency_p50", "latency_p95", "latency_p99", "throughput", "error_rate", "availability"];

    private static readonly ScalarFormat<string> Metric =
        Formats.OneOf([.. Metrics.Select(metric => (metric, metric))]);

    private static readonly ScalarFormat<string> Query = new(
        $"a PromQL query of at most {QueryLengthLimit} characters", "sum(rate(requests_total[$window]))",
        (string text, out string value) =>
        {
            value = text;
            return text.Length is > 0 and <= QueryLengthLimit;
        });

    public static ObservabilityPolicy Read(SectionReader? observability)
    {
        var prometheus = observability?.Section("prometheus");
        var url = prometheus?.Maybe("url", Formats.HttpUrl);
        var queries = prometheus?.Map("queries", Metric, Query, Metrics.Length);
        prometheus?.Finish();
        observability?.Finish();
        return new ObservabilityPolicy(url, queries ?? FrozenDictionary<string, string>.Empty);
    }
}
