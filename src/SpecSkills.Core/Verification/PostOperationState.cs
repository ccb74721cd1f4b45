using System.Globalization;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Verification;

/// <summary>What is seen after an operation, as short texts with units, under the names a decision's state has.</summary>
internal static class PostOperationState
{
    public static IReadOnlyList<StateValue> Of(Observation observation)
    {
        var metrics = observation.Metrics;
        var state = new List<StateValue> { StateValue.Of("replicas", observation.Deployment.Replicas) };
        Add(state, "cpu_utilization", metrics.Cpu, value => new Percentage(value).ToString());
        Add(state, "memory_utilization", metrics.Memory, value => new Percentage(value).ToString());
        Add(state, "latency_p95", metrics.LatencyP95, value => value.ToString("0.###", CultureInfo.InvariantCulture) + "ms");
        Add(state, "throughput", metrics.Throughput, value => new RequestRate(value).ToString());
        Add(state, "error_rate", metrics.ErrorRate, value => new Percentage(value).ToString());
        Add(state, "availability", metrics.Availability, value => new Percentage(value).ToString());
        return state;
    }

    private static void Add(List<StateValue> state, string key, MetricReading? reading, Func<decimal, string> text)
    {
        if (reading is MetricReading.Sample { Value: { } value }) state.Add(new StateValue(key, text(value)));
    }
}
