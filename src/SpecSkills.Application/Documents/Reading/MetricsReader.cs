using System.Text.Json;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Documents.Reading;

/// <summary>
/// The <c>metrics</c> part: absent means that it is not collected, an error means that the collector failed.
/// </summary>
internal static class MetricsReader
{
    /// <summary>A collector's words are shown to people: bounded.</summary>
    private const int ErrorLimit = 200;

    public static MetricReadings Read(JsonMap map) => new(
        Metric(map, "cpu", "utilization_percent"),
        Metric(map, "memory", "utilization_percent"),
        Metric(map, "latency_p50", "milliseconds"),
        Metric(map, "latency_p95", "milliseconds"),
        Metric(map, "latency_p99", "milliseconds"),
        Metric(map, "throughput", "requests_per_second"),
        Metric(map, "error_rate", "percent"),
        Metric(map, "availability", "percent"));

    private static MetricReading? Metric(JsonMap metrics, string name, string unit) => metrics.Part(name, map =>
    {
        var sampledAt = map.Time("sampled_at");
        var requests = name == "error_rate" ? map.Long("requests") : null;
        if (map.Text("error") is { } error)
        {
            map.Value(unit);
            return new MetricReading.Failed(new string([.. error.Take(ErrorLimit).Where(c => !char.IsControl(c))]));
        }

        var value = map.Required(unit, Number(map, unit, out var unusable), null);
        return value is null && !unusable ? null : (MetricReading)new MetricReading.Sample(value, sampledAt, requests);
    });

    /// <summary>
    /// A number as it is written, never through a float. What decimals cannot hold is as unusable as <c>Infinity</c>.
    /// </summary>
    private static decimal? Number(JsonMap map, string unit, out bool unusable)
    {
        unusable = false;
        if (map.Value(unit) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (value.TryGetDecimal(out var number)) return number;
            unusable = true;
            return null;
        }

        unusable = value.ValueKind == JsonValueKind.String
            && value.GetString() is "NaN" or "Infinity" or "-Infinity";
        if (!unusable) map.Wrong<decimal?>(unit, value, "a number, \"NaN\" or \"Infinity\"");
        return null;
    }
}
