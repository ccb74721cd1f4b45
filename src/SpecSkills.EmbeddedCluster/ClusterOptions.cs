using SpecSkills.EmbeddedCluster.Pods;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster;

/// <summary>How an embedded cluster behaves. Everything random in it comes from <see cref="Seed"/>.</summary>
public sealed record ClusterOptions
{
    /// <summary>When the machine begins to exist; its system objects are created then.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Source of uids, name suffixes and everything else that is random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The minor version answered and imitated: 33 or 36.</summary>
    public int MinorVersion { get; init; } = 33;

    /// <summary>From a write to the step of the controller that acts on it.</summary>
    public TimeSpan ControllerDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>From a container's start to its being ready, where no behaviour says otherwise.</summary>
    public TimeSpan PodStartupDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long pulling an image takes, where no behaviour says otherwise.</summary>
    public TimeSpan ImagePullDuration { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a pod takes to end, where no behaviour says otherwise.</summary>
    public TimeSpan PodStopDuration { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Plays the containers; null for pods that start and stay healthy.</summary>
    public IPodBehaviour? PodBehaviour { get; init; }

    /// <summary>
    /// Numbers for metrics.k8s.io; null leaves the group out, as where no metrics server is installed.
    /// </summary>
    public IUsageSource? UsageSource { get; init; }

    /// <summary>Faults that requests meet; null for none.</summary>
    public IRequestFault? RequestFault { get; init; }

    /// <summary>HTTP interfaces served beside the Kubernetes API, asked in order.</summary>
    public IReadOnlyList<IMountedRoute> MountedRoutes { get; init; } = [];

    /// <summary>Name of the single node.</summary>
    public string NodeName { get; init; } = "embedded-node-1";

    /// <summary>Name of the cluster in kubeconfigs.</summary>
    public string ClusterName { get; init; } = "specskills-embedded";
}
