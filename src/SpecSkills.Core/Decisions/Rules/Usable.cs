using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions.Rules;

/// <summary>When a reading may be decided by: a finite, non-negative number from now or shortly before.</summary>
internal static class Usable
{
    /// <summary>The value, or null with the reason why it cannot be used.</summary>
    public static decimal? Value(
        MetricReading reading, DateTimeOffset? samplesAfter, DateTimeOffset now, out string problem)
    {
        problem = reading switch
        {
            MetricReading.Failed failed => $"its collector failed ({failed.Error})",
            MetricReading.Sample { Value: null } => "it is not a number",
            MetricReading.Sample { Value: < 0 } => "it is negative",
            MetricReading.Sample { SampledAt: { } at } => Age(at, samplesAfter, now),
            _ => "it has no time",
        };
        if (problem.Length > 0) return null;
        return Math.Min(((MetricReading.Sample)reading).Value!.Value, EngineConstants.ReadingCeiling);
    }

    private static string Age(DateTimeOffset at, DateTimeOffset? samplesAfter, DateTimeOffset now)
    {
        if (at - now > EngineConstants.ClockTolerance)
            return $"it is from the future (by {DurationText.Format(at - now)})";
        if (now - at > EngineConstants.SampleFreshness) return $"it is stale ({DurationText.Format(now - at)} old)";
        return at < samplesAfter ? "it was taken before the last change had settled" : "";
    }
}
