using SpecSkills.Core.Decisions;

namespace SpecSkills.Application.Documents.Reading;

/// <summary>
/// The <c>parameters</c> of an operation, by its kind. An absent container means the governed one, an absent name the
/// service's own object; whether they fit the service is the planner's question.
/// </summary>
internal static class ParametersReader
{
    public static OperationParameters? Read(OperationKind kind, JsonMap map) => kind switch
    {
        OperationKind.Scale => map.Required("replicas", map.Integer("replicas"), null) is { } replicas
            ? new OperationParameters.Scale(replicas)
            : null,
        OperationKind.AdjustResources => Resources(map),
        OperationKind.RestartPods => new OperationParameters.RestartPods(map.Texts("pods")),
        OperationKind.Rollback => new OperationParameters.Rollback(map.RequiredText("to_revision")),
        OperationKind.UpdateStrategy => new OperationParameters.UpdateStrategy(
            map.Text("strategy"),
            DeploymentReader.CountOrPercent(map, "max_surge"),
            DeploymentReader.CountOrPercent(map, "max_unavailable"),
            map.Integer("min_ready_seconds"),
            map.Integer("revision_history_limit")),
        OperationKind.UpdateHealthChecks => new OperationParameters.UpdateHealthChecks(
            map.Text("container") ?? "", map.Part("readiness_probe", Probe), map.Part("liveness_probe", Probe)),
        OperationKind.SetImage => new OperationParameters.SetImage(
            map.Text("container") ?? "", map.RequiredText("image")),
        OperationKind.DeleteDeployment or OperationKind.DeleteService or OperationKind.DeletePersistentVolume
            or OperationKind.ModifySecret or OperationKind.ChangeNetworkPolicy =>
            new OperationParameters.Other(kind, map.Text("name") ?? ""),
        _ => throw new InvalidOperationException($"Operations of kind {kind} are not read here."),
    };

    private static OperationParameters.AdjustResources Resources(JsonMap map)
    {
        var container = map.Text("container") ?? "";
        var cpu = map.Part("cpu", part =>
            new CpuPair(ContainerReader.Cpu(part, "request"), ContainerReader.Cpu(part, "limit")));
        var memory = map.Part("memory", part =>
            new BytePair(ContainerReader.Bytes(part, "request"), ContainerReader.Bytes(part, "limit")));
        var storage = map.Part("ephemeral_storage", part => new BytePair(ContainerReader.Bytes(part, "request"), null));
        return new OperationParameters.AdjustResources(
            container, cpu?.Request, cpu?.Limit, memory?.Request, memory?.Limit)
        {
            EphemeralStorageRequest = storage?.Request,
        };
    }

    private static ProbeTiming Probe(JsonMap map) => new(
        DeploymentReader.Seconds(map, "initial_delay") ?? 0,
        map.Required("period", DeploymentReader.Seconds(map, "period"), null) ?? 0,
        map.Required("timeout", DeploymentReader.Seconds(map, "timeout"), null) ?? 0,
        map.Required("failure_threshold", map.Integer("failure_threshold"), null) ?? 0);

    private sealed record CpuPair(Core.Primitives.CpuQuantity? Request, Core.Primitives.CpuQuantity? Limit);

    private sealed record BytePair(Core.Primitives.ByteQuantity? Request, Core.Primitives.ByteQuantity? Limit);
}
