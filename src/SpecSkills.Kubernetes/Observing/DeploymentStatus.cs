using System.Text.Json;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Objects;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>
/// Reads a Deployment into the observation's words. Counts left out are 0, as the server leaves out zeros.
/// </summary>
internal static class DeploymentStatus
{
    /// <summary>The server's own default of progressDeadlineSeconds.</summary>
    private static readonly TimeSpan DefaultProgressDeadline = TimeSpan.FromMinutes(10);

    public static TimeSpan ProgressDeadline(JsonElement deployment) =>
        deployment.IntAt("spec", "progressDeadlineSeconds") is > 0 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : DefaultProgressDeadline;

    /// <param name="deployment">As answered.</param>
    /// <param name="replicas">spec.replicas, already checked to be there.</param>
    /// <param name="warming">Pods on their way.</param>
    /// <param name="autoscaler">What else scales it.</param>
    /// <param name="container">The governed container.</param>
    public static DeploymentState Read(
        JsonElement deployment, int replicas, int warming, string? autoscaler, string? container) => new(
        deployment.TextAt("metadata", "namespace"),
        deployment.TextAt("metadata", "name"),
        deployment.TextAt("metadata", "uid"),
        deployment.TextAt("metadata", "resourceVersion"),
        deployment.LongAt("metadata", "generation"),
        deployment.LongAt("status", "observedGeneration"),
        replicas,
        Count(deployment, "readyReplicas"),
        Count(deployment, "availableReplicas"),
        Count(deployment, "updatedReplicas"),
        Count(deployment, "replicas"),
        warming,
        deployment.IsTrueAt("spec", "paused"),
        IsRollingOut(deployment),
        Progressing(deployment)?.TextAt("reason") == "ProgressDeadlineExceeded",
        autoscaler,
        GitOpsOwner.Of(deployment),
        DeploymentFields.Revision(deployment),
        Strategy(deployment),
        container is null ? null : Probes(deployment, container),
        FieldOwnership.Read(deployment))
        {
            TemplateDigest = TemplateDigest.Of(deployment),
        };

    public static IReadOnlyList<ContainerReading> Containers(
        JsonElement deployment, Func<string, (CpuQuantity? Cpu, ByteQuantity? Memory)> usage) =>
    [
        .. DeploymentField.ContainerNames(deployment).Select(name =>
        {
            var (cpu, memory) = usage(name);
            return new ContainerReading(
                name,
                new CpuReading(Cpu(deployment, name, "request"), Cpu(deployment, name, "limit"), cpu, null, null),
                new MemoryUsageReading(
                    Bytes(deployment, name, "memory.request"), Bytes(deployment, name, "memory.limit"), memory, null,
                        null))
            {
                EphemeralStorageRequest = Bytes(deployment, name, "ephemeral_storage.request"),
                EphemeralStorageLimit = Bytes(deployment, name, "ephemeral_storage.limit"),
            };
        }),
    ];

    private static CpuQuantity? Cpu(JsonElement deployment, string container, string part) =>
        CpuQuantity.TryParse(DeploymentFields.Of(container, $"cpu.{part}").Read(deployment), out var value)
            ? value : null;

    private static ByteQuantity? Bytes(JsonElement deployment, string container, string name) =>
        ByteQuantity.TryParse(DeploymentFields.Of(container, name).Read(deployment), out var value) ? value : null;

    private static int Count(JsonElement deployment, string name) =>
        Math.Max(deployment.IntAt("status", name) ?? 0, 0);

    /// <summary>
    /// A new template on its way, not a changed count: pods of an older one are left, or the controller has not said
    /// that the new ReplicaSet is complete. Scaling leaves the Progressing condition at NewReplicaSetAvailable.
    /// </summary>
    private static bool IsRollingOut(JsonElement deployment)
    {
        if (deployment.LongAt("status", "observedGeneration") is not { } observed) return true;
        if (observed < deployment.LongAt("metadata", "generation")) return true;
        if (deployment.IsTrueAt("spec", "paused")) return false;
        if (Count(deployment, "updatedReplicas") < Count(deployment, "replicas")) return true;
        return Progressing(deployment)?.TextAt("reason") is { } reason && reason != "NewReplicaSetAvailable";
    }

    private static JsonElement? Progressing(JsonElement deployment)
    {
        foreach (var condition in deployment.ItemsAt("status", "conditions"))
            if (condition.TextAt("type") == "Progressing")
                return condition;
        return null;
    }

    private static StrategyReading? Strategy(JsonElement deployment) =>
        Text(deployment, "strategy.type") is { } type
            ? new StrategyReading(
                type, Text(deployment, "strategy.max_surge"), Text(deployment, "strategy.max_unavailable"),
                Number(Text(deployment, "min_ready_seconds")) ?? 0, Number(Text(deployment, "revision_history_limit")))
            : null;

    private static ProbeReadings Probes(JsonElement deployment, string container) =>
        new(Probe(deployment, container, "readiness_probe"), Probe(deployment, container, "liveness_probe"));

    private static ProbeReading? Probe(JsonElement deployment, string container, string probe)
    {
        return Part("period") is { } period
            ? new ProbeReading(Part("initial_delay") ?? 0, period, Part("timeout") ?? 1, Part("failure_threshold") ?? 3)
            : null;

        int? Part(string name) => Number(DeploymentFields.Of(container, $"{probe}.{name}").Read(deployment));
    }

    private static string? Text(JsonElement deployment, string name) => DeploymentFields.Read(deployment, name);

    private static int? Number(string? text) => int.TryParse(text, out var number) ? number : null;
}
