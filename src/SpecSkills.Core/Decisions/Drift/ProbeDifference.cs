using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions.Resources;
using SpecSkills.Core.Decisions.Rules;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Decisions.Drift;

/// <summary>
/// Probe timing that differs from the blueprint's. A probe the container does not have cannot be timed and is left
/// alone: what it would ask is not in the blueprint.
/// </summary>
internal static class ProbeDifference
{
    public static BlueprintDifference? Of(DecisionInput input)
    {
        if (input.Observation.Deployment.Probes is not { } seen) return null;
        if (GovernedContainer.Of(input)?.Name is not { } container) return null;
        var reliability = input.Blueprint.Reliability;
        var readiness = Differing(reliability.ReadinessProbe, seen.Readiness);
        var liveness = Differing(reliability.LivenessProbe, seen.Liveness);
        var paths = new List<string>();
        if (readiness is not null) paths.Add(BlueprintPaths.ReadinessProbe);
        if (liveness is not null) paths.Add(BlueprintPaths.LivenessProbe);
        return paths.Count == 0
            ? null
            : new BlueprintDifference(
                new OperationParameters.UpdateHealthChecks(container, readiness, liveness), paths);
    }

    private static ProbeTiming? Differing(ProbePolicy? wanted, ProbeReading? seen)
    {
        if (wanted is null || seen is null) return null;
        var timing = new ProbeTiming(
            Seconds(wanted.InitialDelay), Seconds(wanted.Period), Seconds(wanted.Timeout), wanted.FailureThreshold);
        var present = new ProbeTiming(
            seen.InitialDelaySeconds, seen.PeriodSeconds, seen.TimeoutSeconds, seen.FailureThreshold);
        return timing == present ? null : timing;
    }

    private static int Seconds(TimeSpan duration) =>
        (int)Math.Min(duration.Ticks / TimeSpan.TicksPerSecond, int.MaxValue);
}
