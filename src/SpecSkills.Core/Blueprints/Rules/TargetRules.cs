using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints.Rules;

/// <summary>Percentiles and rates in their order.</summary>
internal static class TargetRules
{
    private const string Path = "spec.performance";

    public static void Check(Blueprint blueprint, RuleFindings findings)
    {
        var targets = blueprint.Performance;
        (string Key, TimeSpan? Value)[] latencies =
        [
            ("latency_p50", targets.LatencyP50),
            ("latency_p95", targets.LatencyP95),
            ("latency_p99", targets.LatencyP99),
        ];
        var given = latencies.Where(latency => latency.Value is not null).ToArray();
        for (var i = 1; i < given.Length; i++)
        {
            var (lower, higher) = (given[i - 1], given[i]);
            if (lower.Value <= higher.Value) continue;
            findings.Error(DiagnosticCodes.TargetOrder, $"{Path}.{higher.Key}",
                $"{higher.Key} ({DurationText.Milliseconds(higher.Value!.Value)}) is below {lower.Key} "
                + $"({DurationText.Milliseconds(lower.Value!.Value)}); a higher percentile is never faster",
                $"Raise {higher.Key} or lower {lower.Key}.");
        }

        if (targets.ThroughputMin is { } least && targets.ThroughputTarget is { } goal && least.CompareTo(goal) > 0)
            findings.Error(DiagnosticCodes.TargetOrder, $"{Path}.throughput_target",
                $"throughput_target ({goal}) is below throughput_min ({least})",
                "Raise the target or lower the minimum.");
    }
}
