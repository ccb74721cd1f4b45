using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints.Rules;

/// <summary>Probe timing that a kubelet could not follow, or that would end every pod or every verification.</summary>
internal static class ProbeRules
{
    private const string Path = "spec.reliability";

    public static void Check(Blueprint blueprint, RuleFindings findings)
    {
        var reliability = blueprint.Reliability;
        CheckProbe(reliability.ReadinessProbe, "readiness_probe", findings);
        CheckProbe(reliability.LivenessProbe, "liveness_probe", findings);
        if (reliability.ReadinessProbe is not { } readiness) return;
        if (readiness.Period > reliability.HealthCheckTimeout)
            findings.Error(DiagnosticCodes.ProbeTiming, $"{Path}.readiness_probe.period",
                $"readiness is asked every {Text(readiness.Period)}, but health_check_timeout gives up after "
                + $"{Text(reliability.HealthCheckTimeout)}",
                "Ask more often, or raise health_check_timeout.");
        if (reliability.LivenessProbe is not { } liveness) return;
        var killedAfter = liveness.InitialDelay + liveness.Period * liveness.FailureThreshold;
        if (killedAfter <= readiness.InitialDelay)
            findings.Error(DiagnosticCodes.ProbeTiming, $"{Path}.liveness_probe",
                $"liveness restarts a slow container after {Text(killedAfter)}, before readiness is first asked "
                + $"({Text(readiness.InitialDelay)})",
                "Raise the liveness probe's initial_delay or failure_threshold.");
    }

    private static void CheckProbe(ProbePolicy? probe, string key, RuleFindings findings)
    {
        if (probe is null) return;
        CheckWhole(probe.InitialDelay, $"{key}.initial_delay", findings);
        CheckWhole(probe.Period, $"{key}.period", findings);
        CheckWhole(probe.Timeout, $"{key}.timeout", findings);
        if (probe.Timeout > probe.Period)
            findings.Error(DiagnosticCodes.ProbeTiming, $"{Path}.{key}.timeout",
                $"timeout ({Text(probe.Timeout)}) is longer than period ({Text(probe.Period)}): "
                + "the next check is due first",
                "Lower timeout or raise period.");
    }

    private static void CheckWhole(TimeSpan value, string key, RuleFindings findings)
    {
        if (value.Ticks % TimeSpan.TicksPerSecond != 0)
            findings.Error(DiagnosticCodes.ProbeTiming, $"{Path}.{key}",
                $"{Text(value)} is not a whole number of seconds, which is all Kubernetes has for probes",
                "Round it to seconds.");
    }

    private static string Text(TimeSpan value) => DurationText.Format(value);
}
