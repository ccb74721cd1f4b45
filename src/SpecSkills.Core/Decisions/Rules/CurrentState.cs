using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions.Rules;

/// <summary>What was seen, as short texts with units. A metric without a collector has no entry.</summary>
internal static class CurrentState
{
    public static IReadOnlyList<StateValue> Of(Observation observation)
    {
        var metrics = observation.Metrics;
        var state = new List<StateValue>(8) { StateValue.Of("replicas", observation.Deployment.Replicas) };
        Add(state, "cpu_utilization", metrics.Cpu, Percent);
        Add(state, "memory_utilization", metrics.Memory, Percent);
        Add(state, "latency_p95", metrics.LatencyP95, Milliseconds);
        Add(state, "throughput", metrics.Throughput, ObservedText.Rate);
        Add(state, "error_rate", metrics.ErrorRate, Percent);
        Add(state, "availability", metrics.Availability, Percent);
        return state;
    }

    /// <summary><c>85%</c>.</summary>
    public static string Percent(decimal value) => ObservedText.Percent(value);

    /// <summary><c>220ms</c>.</summary>
    public static string Milliseconds(decimal value) => ObservedText.Milliseconds(value);

    private static void Add(List<StateValue> state, string key, MetricReading? reading, Func<decimal, string> text)
    {
        if (reading is null) return;
        var shown = reading is MetricReading.Sample { Value: { } value } ? text(value) : "unusable";
        state.Add(new StateValue(key, shown));
    }
}
