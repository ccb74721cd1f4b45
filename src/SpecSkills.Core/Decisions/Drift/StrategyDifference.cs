using System.Globalization;
using SpecSkills.Core.Decisions.Rules;

namespace SpecSkills.Core.Decisions.Drift;

/// <summary>
/// Rollout parameters that differ from the blueprint's. What the blueprint leaves open is not compared.
/// </summary>
internal static class StrategyDifference
{
    public static BlueprintDifference? Of(DecisionInput input)
    {
        if (input.Blueprint.Deployment is not { } wanted || input.Observation.Deployment.Strategy is not { } seen)
            return null;
        var strategy = wanted.Strategy.ToString();
        var rolling = wanted.Strategy == Blueprints.DeploymentStrategy.RollingUpdate;
        var readySeconds = (int)Math.Min(wanted.MinReadySeconds.Ticks / TimeSpan.TicksPerSecond, int.MaxValue);
        var parameters = new OperationParameters.UpdateStrategy(
            seen.Type == strategy ? null : strategy,
            rolling ? Differing(wanted.MaxSurge, seen.MaxSurge) : null,
            rolling ? Differing(wanted.MaxUnavailable, seen.MaxUnavailable) : null,
            readySeconds == seen.MinReadySeconds ? null : readySeconds,
            wanted.RevisionHistoryLimit == seen.RevisionHistoryLimit ? null : wanted.RevisionHistoryLimit);
        var paths = Paths(parameters);
        return paths.Count == 0 ? null : new BlueprintDifference(parameters, paths);
    }

    private static string? Differing(string? wanted, string? seen) =>
        wanted is null || Parsed(wanted) == Parsed(seen) ? null : wanted;

    /// <summary>
    /// A count or a percentage; <c>010</c> equals <c>10</c>, while <c>10</c> and <c>10%</c> are two things.
    /// </summary>
    private static (decimal? Number, bool Percent) Parsed(string? text)
    {
        var percent = text is not null && text.EndsWith('%');
        var digits = percent ? text![..^1] : text;
        return decimal.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number, percent)
            : (null, percent);
    }

    private static List<string> Paths(OperationParameters.UpdateStrategy parameters)
    {
        var paths = new List<string>();
        if (parameters.Strategy is not null) paths.Add($"{BlueprintPaths.DeploymentSection}.strategy");
        if (parameters.MaxSurge is not null) paths.Add($"{BlueprintPaths.DeploymentSection}.max_surge");
        if (parameters.MaxUnavailable is not null) paths.Add($"{BlueprintPaths.DeploymentSection}.max_unavailable");
        if (parameters.MinReadySeconds is not null) paths.Add($"{BlueprintPaths.DeploymentSection}.min_ready_seconds");
        if (parameters.RevisionHistoryLimit is not null)
            paths.Add($"{BlueprintPaths.DeploymentSection}.revision_history_limit");
        return paths;
    }
}
