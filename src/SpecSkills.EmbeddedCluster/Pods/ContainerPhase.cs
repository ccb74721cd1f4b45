namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>What a container is doing.</summary>
internal enum ContainerPhase
{
    Creating,
    PullFailed,
    PullBackOff,
    Running,
    Ended,
    CrashBackOff,
}
