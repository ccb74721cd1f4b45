using System.Text.Json.Nodes;
using SpecSkills.Application.Documents.Writing;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Documents;

/// <summary>Writes the observation document. What is not known is left out, as the reader expects it.</summary>
public static class ObservationWriter
{
    /// <summary>The document, keys in the contract's order.</summary>
    public static JsonObject Write(Observation observation)
    {
        var map = new JsonObject
        {
            ["service"] = observation.Service,
            ["observed_at"] = DocumentTime.Text(observation.ObservedAt),
        };
        map.Known("cluster", observation.Cluster);
        map["deployment"] = DeploymentWriter.Write(observation.Deployment);
        map["metrics"] = MetricsWriter.Write(observation.Metrics);
        map["containers"] = List(observation.Containers, ContainerWriter.Write);
        map["pods"] = List(observation.Pods, Pod);
        map["revisions"] = List(observation.Revisions, Revision);
        if (observation.DisruptionBudget is { } budget)
            map["disruption_budget"] = new JsonObject { ["allowed"] = budget.Allowed };
        if (observation.Approved is { } approved)
        {
            var part = new JsonObject();
            part.Known("version", approved.Version);
            part["values"] = Values(approved.Values);
            map["approved"] = part;
        }

        map["history"] = History(observation.History);
        return map;
    }

    private static JsonObject Pod(PodReading pod)
    {
        var map = new JsonObject
        {
            ["name"] = pod.Name,
            ["phase"] = pod.Phase,
            ["ready"] = pod.Ready,
            ["recent_restarts"] = pod.RecentRestarts,
            ["waiting_reason"] = pod.WaitingReason,
            ["last_termination"] = Termination(pod.LastTermination),
        };
        map.Known("started_at", pod.StartedAt);
        map.Known("revision", pod.Revision);
        return map;
    }

    private static JsonObject? Termination(ContainerTermination? end)
    {
        if (end is null) return null;
        var map = new JsonObject { ["reason"] = end.Reason };
        map.Known("exit_code", end.ExitCode);
        map.Known("at", end.At);
        return map;
    }

    private static JsonObject Revision(RevisionReading revision)
    {
        var map = new JsonObject { ["revision"] = revision.Revision };
        map.Known("created_at", revision.CreatedAt);
        map.Known("was_healthy", revision.WasHealthy);
        map.Known("image", revision.Image);
        return map;
    }

    private static JsonObject History(ServiceHistory history)
    {
        var map = new JsonObject();
        map.Known("last_action_completed_at", history.LastActionCompletedAt);
        map["operation_in_flight"] = history.OperationInFlight;
        map["consecutive_failures"] = history.ConsecutiveFailures;
        map["breaker"] = history.BreakerOpen ? "open" : "closed";
        map["frozen"] = history.Frozen;
        if (history.Freeze is { } freeze)
        {
            var part = new JsonObject { ["since"] = DocumentTime.Text(freeze.Since) };
            part.Known("until", freeze.Until);
            part["by"] = freeze.By;
            part["reason"] = freeze.Reason;
            map["freeze"] = part;
        }

        map["cpu_window_percent"] = new JsonArray([.. history.CpuWindowPercent.Select(each => JsonValue.Create(each))]);
        map["cpu_window_complete"] = history.CpuWindowComplete;
        map["restart_attempts"] = List(history.RestartAttempts, attempt =>
            new JsonObject { ["revision"] = attempt.Revision, ["at"] = DocumentTime.Text(attempt.At) });
        map["global_breaker"] = history.GlobalBreakerOpen ? "open" : "closed";
        map["operations"] = List(history.Operations, operation =>
            new JsonObject { ["service"] = operation.Service, ["at"] = DocumentTime.Text(operation.At) });
        map["services_in_change"] = Texts(history.ServicesInChange);
        map["services_in_recovery"] = Texts(history.ServicesInRecovery);
        map["own_values"] = Values(history.OwnValues);
        map.Known("samples_after", history.SamplesAfter);
        return map;
    }

    private static JsonObject Values(IReadOnlyDictionary<string, string> values)
    {
        var map = new JsonObject();
        foreach (var (name, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            map[name] = FieldValuesJson.Node(name, value);
        return map;
    }

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new([.. items.Select(write)]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
