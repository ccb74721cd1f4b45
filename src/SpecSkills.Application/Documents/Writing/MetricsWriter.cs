using System.Text.Json.Nodes;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Documents.Writing;

/// <summary>The <c>metrics</c> part of an observation.</summary>
internal static class MetricsWriter
{
    public static JsonObject Write(MetricReadings metrics)
    {
        var map = new JsonObject();
        Add(map, "cpu", "utilization_percent", metrics.Cpu);
        Add(map, "memory", "utilization_percent", metrics.Memory);
        Add(map, "latency_p50", "milliseconds", metrics.LatencyP50);
        Add(map, "latency_p95", "milliseconds", metrics.LatencyP95);
        Add(map, "latency_p99", "milliseconds", metrics.LatencyP99);
        Add(map, "throughput", "requests_per_second", metrics.Throughput);
        Add(map, "error_rate", "percent", metrics.ErrorRate);
        Add(map, "availability", "percent", metrics.Availability);
        return map;
    }

    private static void Add(JsonObject metrics, string name, string unit, MetricReading? reading)
    {
        if (reading is null) return;
        metrics[name] = reading switch
        {
            MetricReading.Failed failed => new JsonObject { ["error"] = failed.Error },
            MetricReading.Sample sample => Sample(unit, sample),
            _ => throw new InvalidOperationException($"A {reading.GetType().Name} is not written here."),
        };
    }

    private static JsonObject Sample(string unit, MetricReading.Sample sample)
    {
        JsonNode? shown = sample.Value is { } value ? JsonValue.Create(value) : JsonValue.Create("NaN");
        var map = new JsonObject { [unit] = shown };
        map.Known("requests", sample.Requests);
        map.Known("sampled_at", sample.SampledAt);
        return map;
    }
}
