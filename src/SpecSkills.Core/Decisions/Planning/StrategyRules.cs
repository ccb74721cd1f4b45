using System.Globalization;
using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Decisions.Planning;

/// <summary>Rollout parameters and probe timing that a Deployment accepts.</summary>
internal static class StrategyRules
{
    public static void Check(OperationParameters.UpdateStrategy strategy, List<Diagnostic> findings)
    {
        if (OperationFields.Of(strategy).Count == 0)
            findings.Add(ParameterRules.Finding("strategy", "No rollout parameter is given.",
                "Give one of strategy, max_surge, max_unavailable, min_ready_seconds, revision_history_limit."));
        if (strategy.Strategy is not (null or "RollingUpdate" or "Recreate"))
            findings.Add(ParameterRules.Finding("strategy",
                $"'{ParameterRules.Shown(strategy.Strategy)}' is not a strategy.", "Give RollingUpdate or Recreate."));
        CountOrPercent("max_surge", strategy.MaxSurge, findings);
        CountOrPercent("max_unavailable", strategy.MaxUnavailable, findings);
        NotNegative("min_ready_seconds", strategy.MinReadySeconds, findings);
        NotNegative("revision_history_limit", strategy.RevisionHistoryLimit, findings);
    }

    public static void Check(OperationParameters.UpdateHealthChecks checks, List<Diagnostic> findings)
    {
        if (checks.Readiness is null && checks.Liveness is null)
            findings.Add(ParameterRules.Finding("readiness_probe", "No probe is given.",
                "Give readiness_probe, liveness_probe or both."));
        Probe("readiness_probe", checks.Readiness, findings);
        Probe("liveness_probe", checks.Liveness, findings);
    }

    private static void Probe(string name, ProbeTiming? timing, List<Diagnostic> findings)
    {
        if (timing is null) return;
        NotNegative($"{name}.initial_delay", timing.InitialDelaySeconds, findings);
        if (timing.PeriodSeconds < 1 || timing.TimeoutSeconds < 1 || timing.FailureThreshold < 1)
            findings.Add(ParameterRules.Finding(name, "Period, timeout and failure_threshold must each be at least 1.",
                "Give whole seconds from 1s, and a failure_threshold from 1."));
    }

    private static void NotNegative(string name, int? value, List<Diagnostic> findings)
    {
        if (value < 0)
            findings.Add(ParameterRules.Finding(name, $"{value} is below 0.", "Give a whole number from 0."));
    }

    private static void CountOrPercent(string name, string? text, List<Diagnostic> findings)
    {
        if (text is null) return;
        var digits = text.EndsWith('%') ? text[..^1] : text;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            findings.Add(ParameterRules.Finding(
                name, $"'{ParameterRules.Shown(text)}' is neither a count nor a percentage.",
                "Give a whole number such as 1, or a percentage such as 25%."));
    }
}
