namespace SpecSkills.Core.Observations;

/// <summary>
/// Everything a pure evaluation needs besides blueprint, policy and time: what was seen of one service, and what this
/// workspace remembers of it. A null part means nothing is known of it.
/// </summary>
/// <param name="Service">Blueprint name.</param>
/// <param name="ObservedAt">When the deployment was read.</param>
/// <param name="Cluster">Identity of the cluster it was read from.</param>
public sealed record Observation(
    string Service,
    DateTimeOffset ObservedAt,
    string? Cluster,
    DeploymentState Deployment,
    MetricReadings Metrics,
    IReadOnlyList<ContainerReading> Containers,
    IReadOnlyList<PodReading> Pods,
    IReadOnlyList<RevisionReading> Revisions,
    DisruptionBudget? DisruptionBudget,
    ApprovedValues? Approved,
    ServiceHistory History);

/// <summary>What the service's PodDisruptionBudgets allow to be evicted now.</summary>
public sealed record DisruptionBudget(int Allowed);

/// <summary>
/// The values a person last approved: the reference of the 10-percent boundary. Keys are
/// <c>app.cpu.request</c>-like field names and <c>max_replicas</c>; values canonical quantities.
/// </summary>
public sealed record ApprovedValues(string? Version, IReadOnlyDictionary<string, string> Values);
