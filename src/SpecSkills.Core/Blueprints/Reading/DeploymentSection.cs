namespace SpecSkills.Core.Blueprints.Reading;

/// <summary><c>spec.deployment</c></summary>
internal static class DeploymentSection
{
    private static readonly ScalarFormat<DeploymentStrategy> Strategy = Formats.OneOf(
        ("RollingUpdate", DeploymentStrategy.RollingUpdate), ("Recreate", DeploymentStrategy.Recreate));

    public static DeploymentPolicy Read(SectionReader deployment)
    {
        var policy = new DeploymentPolicy(
            deployment.Optional("strategy", Strategy, DeploymentStrategy.RollingUpdate),
            deployment.Maybe("max_surge", Formats.Surge),
            deployment.Maybe("max_unavailable", Formats.Surge),
            TimeSpan.FromSeconds(deployment.Optional("min_ready_seconds", Formats.Integer(0, 3600, "10"), 0)),
            deployment.Nullable("revision_history_limit", Formats.Integer(0, 1000, "5")));
        deployment.Finish();
        return policy;
    }
}
