using System.Globalization;

namespace SpecSkills.Core.Blueprints;

/// <summary>
/// The vocabulary of the authority lists: every effect an operation can have, by the name under which a blueprint or
/// the global policy allows, restricts or forbids it. It lives with the file format because a name outside it is an
/// error of the file.
/// </summary>
public static class OperationNames
{
    /// <summary>Replicas stay inside the blueprint's bounds, or move towards them.</summary>
    public const string ScaleWithinLimits = "scale_within_limits";

    /// <summary>Replicas leave the blueprint's bounds.</summary>
    public const string ScaleBeyondLimits = "scale_beyond_limits";

    /// <summary>Fewer replicas than the metrics call safe, because of a request.</summary>
    public const string ScaleAgainstMetrics = "scale_against_metrics";

    /// <summary>More than zero replicas where there were none.</summary>
    public const string ResumeFromZero = "resume_from_zero";

    /// <summary>Replicas times their cost pass the monthly budget.</summary>
    public const string ExceedBudget = "exceed_budget";

    /// <summary>Evicting pods that are not ready or restarted lately.</summary>
    public const string RestartFailedPods = "restart_failed_pods";

    /// <summary>Evicting healthy pods.</summary>
    public const string RestartHealthyPods = "restart_healthy_pods";

    /// <summary>Strategy, surge, unavailable, minimum ready time, history.</summary>
    public const string ModifyDeploymentStrategy = "modify_deployment_strategy";

    /// <summary>Probe timing.</summary>
    public const string ChangeHealthChecks = "change_health_checks";

    /// <summary>A container's image.</summary>
    public const string ChangeImage = "change_image";

    /// <summary>Recovery goes back to an earlier revision.</summary>
    public const string RollbackOnFailure = "rollback_on_failure";

    /// <summary>A request for an earlier revision.</summary>
    public const string RollbackDeployment = "rollback_deployment";

    /// <summary>Deleting a Deployment.</summary>
    public const string DeleteDeployment = "delete_deployment";

    /// <summary>Deleting a Service.</summary>
    public const string DeleteService = "delete_service";

    /// <summary>Deleting persistent volumes or their claims.</summary>
    public const string DeletePersistentVolumes = "delete_persistent_volumes";

    /// <summary>Deleting anything; listed, it covers the three narrower names too.</summary>
    public const string DeleteResources = "delete_resources";

    /// <summary>Changing a Secret.</summary>
    public const string ModifySecrets = "modify_secrets";

    /// <summary>Changing a network policy.</summary>
    public const string ChangeNetworkPolicies = "change_network_policies";

    /// <summary>The largest N of the two names with a percentage: above it "within" would mean "anything".</summary>
    public const int PercentLimit = 100;

    private const string WithinPrefix = "adjust_resources_within_";
    private const string BeyondPrefix = "change_resource_limits_beyond_";
    private const string PercentSuffix = "_percent";

    /// <summary>All names without a percentage, as an error message lists them.</summary>
    public static IReadOnlyList<string> Fixed { get; } =
    [
        ScaleWithinLimits, ScaleBeyondLimits, ScaleAgainstMetrics, ResumeFromZero, ExceedBudget, RestartFailedPods,
        RestartHealthyPods, ModifyDeploymentStrategy, ChangeHealthChecks, ChangeImage, RollbackOnFailure,
        RollbackDeployment, DeleteDeployment, DeleteService, DeletePersistentVolumes, DeleteResources, ModifySecrets,
        ChangeNetworkPolicies,
    ];

    private static readonly HashSet<string> FixedSet = new(Fixed, StringComparer.Ordinal);

    /// <summary>True for every name an authority list may hold.</summary>
    public static bool IsKnown(string name) =>
        FixedSet.Contains(name) || TryParseWithinPercent(name, out _) || TryParseBeyondPercent(name, out _);

    /// <summary>Reads N of <c>adjust_resources_within_N_percent</c>, 1 to 100 without leading zeros.</summary>
    public static bool TryParseWithinPercent(string name, out int percent) =>
        TryParsePercent(name, WithinPrefix, out percent);

    /// <summary>Reads N of <c>change_resource_limits_beyond_N_percent</c>, 1 to 100 without leading zeros.</summary>
    public static bool TryParseBeyondPercent(string name, out int percent) =>
        TryParsePercent(name, BeyondPrefix, out percent);

    /// <summary>The name of a resource change of at most N percent.</summary>
    public static string AdjustResourcesWithin(int percent) => Named(WithinPrefix, percent);

    /// <summary>The name of a resource change of more than N percent.</summary>
    public static string ChangeResourceLimitsBeyond(int percent) => Named(BeyondPrefix, percent);

    /// <summary>
    /// True when a list entry speaks of an effect: by its own name, or deletion of everything of a deletion.
    /// </summary>
    public static bool Covers(string listed, string effect) =>
        listed == effect || (listed == DeleteResources
            && effect is DeleteDeployment or DeleteService or DeletePersistentVolumes);

    private static string Named(string prefix, int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, PercentLimit);
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{percent}{PercentSuffix}");
    }

    private static bool TryParsePercent(string name, string prefix, out int percent)
    {
        percent = 0;
        if (!name.StartsWith(prefix, StringComparison.Ordinal)) return false;
        if (!name.EndsWith(PercentSuffix, StringComparison.Ordinal)) return false;
        var length = name.Length - prefix.Length - PercentSuffix.Length;
        if (length is < 1 or > 3) return false;
        var digits = name.AsSpan(prefix.Length, length);
        return digits[0] != '0'
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out percent)
            && percent <= PercentLimit;
    }
}
