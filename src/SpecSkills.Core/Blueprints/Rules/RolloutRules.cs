namespace SpecSkills.Core.Blueprints.Rules;

/// <summary>A rollout must be able to move.</summary>
internal static class RolloutRules
{
    private const string Path = "spec.deployment";

    public static void Check(Blueprint blueprint, RuleFindings findings)
    {
        if (blueprint.Deployment is not { } deployment) return;
        if (deployment.Strategy == DeploymentStrategy.Recreate)
        {
            if (deployment.MaxSurge is not null || deployment.MaxUnavailable is not null)
                findings.Error(DiagnosticCodes.RolloutStuck, $"{Path}.strategy",
                    "Recreate has no max_surge or max_unavailable: Kubernetes refuses them", "Remove them.");
            return;
        }

        // Kubernetes fills in 25% for one that is absent, so only two written zeros block.
        if (IsZero(deployment.MaxSurge) && IsZero(deployment.MaxUnavailable))
            findings.Error(DiagnosticCodes.RolloutStuck, $"{Path}.max_unavailable",
                "max_surge and max_unavailable are both 0: a rollout may neither add nor remove a pod",
                "Set one of them to 1.");
    }

    private static bool IsZero(string? value) => value is "0" or "0%";
}
