using System.Text.Json.Nodes;
using SpecSkills.Application.Documents.Writing;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents;

/// <summary>Writes operations and their parameters as the contract shows them.</summary>
public static class OperationWriter
{
    /// <summary>The whole operation, with its id.</summary>
    public static JsonObject Write(Operation operation) => new()
    {
        ["operation_id"] = operation.Id,
        ["kind"] = WireWord.Of(operation.Kind),
        ["service"] = operation.Service,
        ["origin"] = WireWord.Of(operation.Origin),
        ["parameters"] = Parameters(operation.Parameters),
        ["target"] = OperationJson.Target(operation.Target),
        ["before"] = Fields(operation.Before),
        ["after"] = Fields(operation.After),
    };

    /// <summary>Fields and values, counts as numbers.</summary>
    public static JsonObject Fields(FieldValues values) => FieldValuesJson.Write(values);

    /// <summary>The parameters alone: <c>{"replicas": 3}</c>.</summary>
    public static JsonObject Parameters(OperationParameters parameters) => parameters switch
    {
        OperationParameters.Scale scale => new JsonObject { ["replicas"] = scale.Replicas },
        OperationParameters.AdjustResources adjust => Resources(adjust),
        OperationParameters.RestartPods restart => new JsonObject
        {
            ["pods"] = new JsonArray([.. restart.Pods.Select(pod => JsonValue.Create(pod))]),
        },
        OperationParameters.Rollback rollback => new JsonObject { ["to_revision"] = rollback.ToRevision },
        OperationParameters.UpdateStrategy strategy => Strategy(strategy),
        OperationParameters.UpdateHealthChecks checks => HealthChecks(checks),
        OperationParameters.SetImage image =>
            new JsonObject { ["container"] = image.Container, ["image"] = image.Image },
        OperationParameters.Other other => new JsonObject { ["name"] = other.Name },
        _ => throw new InvalidOperationException($"Parameters of kind {parameters.Kind} are not listed here."),
    };

    private static JsonObject Resources(OperationParameters.AdjustResources adjust)
    {
        var map = new JsonObject { ["container"] = adjust.Container };
        Pair(map, "cpu", adjust.CpuRequest?.ToString(), adjust.CpuLimit?.ToString());
        Pair(map, "memory", adjust.MemoryRequest?.ToString(), adjust.MemoryLimit?.ToString());
        Pair(map, "ephemeral_storage", adjust.EphemeralStorageRequest?.ToString(), null);
        return map;
    }

    private static void Pair(JsonObject map, string resource, string? request, string? limit)
    {
        if (request is null && limit is null) return;
        var pair = new JsonObject();
        pair.Known("request", request);
        pair.Known("limit", limit);
        map[resource] = pair;
    }

    private static JsonObject Strategy(OperationParameters.UpdateStrategy strategy)
    {
        var map = new JsonObject();
        map.Known("strategy", strategy.Strategy);
        if (DeploymentWriter.CountOrPercent(strategy.MaxSurge) is { } surge) map["max_surge"] = surge;
        if (DeploymentWriter.CountOrPercent(strategy.MaxUnavailable) is { } unavailable)
            map["max_unavailable"] = unavailable;
        map.Known("min_ready_seconds", strategy.MinReadySeconds);
        map.Known("revision_history_limit", strategy.RevisionHistoryLimit);
        return map;
    }

    private static JsonObject HealthChecks(OperationParameters.UpdateHealthChecks checks)
    {
        var map = new JsonObject { ["container"] = checks.Container };
        if (checks.Readiness is { } readiness) map["readiness_probe"] = Probe(readiness);
        if (checks.Liveness is { } liveness) map["liveness_probe"] = Probe(liveness);
        return map;
    }

    private static JsonObject Probe(ProbeTiming timing) => new()
    {
        ["initial_delay"] = DeploymentWriter.Seconds(timing.InitialDelaySeconds),
        ["period"] = DeploymentWriter.Seconds(timing.PeriodSeconds),
        ["timeout"] = DeploymentWriter.Seconds(timing.TimeoutSeconds),
        ["failure_threshold"] = timing.FailureThreshold,
    };
}
