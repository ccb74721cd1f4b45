using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents.Writing;

/// <summary>The <c>deployment</c> part of an observation.</summary>
internal static class DeploymentWriter
{
    public static JsonObject Write(DeploymentState deployment)
    {
        var map = new JsonObject();
        map.Known("namespace", deployment.Namespace);
        map.Known("name", deployment.Name);
        map.Known("uid", deployment.Uid);
        map.Known("resource_version", deployment.ResourceVersion);
        map.Known("generation", deployment.Generation);
        map.Known("observed_generation", deployment.ObservedGeneration);
        map["replicas"] = deployment.Replicas;
        map["ready_replicas"] = deployment.ReadyReplicas;
        map.Known("available_replicas", deployment.AvailableReplicas);
        map.Known("updated_replicas", deployment.UpdatedReplicas);
        map.Known("status_replicas", deployment.StatusReplicas);
        map["warming_pods"] = deployment.WarmingPods;
        map["paused"] = deployment.Paused;
        map["rollout_in_progress"] = deployment.RolloutInProgress;
        map["progress_deadline_exceeded"] = deployment.ProgressDeadlineExceeded;
        map["managed_by_autoscaler"] = deployment.ManagedByAutoscaler;
        map["managed_by_gitops"] = deployment.ManagedByGitOps;
        map.Known("revision", deployment.Revision);
        if (deployment.Strategy is { } strategy) map["strategy"] = Strategy(strategy);
        if (deployment.Probes is { } probes) map["probes"] = Probes(probes);
        map["field_owners"] = Owners(deployment.FieldOwners);
        map.Known("template_digest", deployment.TemplateDigest);
        return map;
    }

    /// <summary>A count as a number, a percentage as text: as a Deployment has it.</summary>
    public static JsonNode? CountOrPercent(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? JsonValue.Create(count)
            : text is null ? null : JsonValue.Create(text);

    public static string Seconds(int seconds) => DurationText.Format(TimeSpan.FromSeconds(seconds));

    private static JsonObject Strategy(StrategyReading strategy)
    {
        var map = new JsonObject { ["type"] = strategy.Type };
        if (CountOrPercent(strategy.MaxSurge) is { } surge) map["max_surge"] = surge;
        if (CountOrPercent(strategy.MaxUnavailable) is { } unavailable) map["max_unavailable"] = unavailable;
        map["min_ready_seconds"] = strategy.MinReadySeconds;
        map.Known("revision_history_limit", strategy.RevisionHistoryLimit);
        return map;
    }

    private static JsonObject Probes(ProbeReadings probes)
    {
        var map = new JsonObject();
        if (probes.Readiness is { } readiness) map["readiness"] = Probe(readiness);
        if (probes.Liveness is { } liveness) map["liveness"] = Probe(liveness);
        return map;
    }

    private static JsonObject Probe(ProbeReading probe) => new()
    {
        ["initial_delay"] = Seconds(probe.InitialDelaySeconds),
        ["period"] = Seconds(probe.PeriodSeconds),
        ["timeout"] = Seconds(probe.TimeoutSeconds),
        ["failure_threshold"] = probe.FailureThreshold,
    };

    private static JsonObject Owners(IReadOnlyDictionary<string, FieldOwner> owners)
    {
        var map = new JsonObject();
        foreach (var (field, owner) in owners.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            map[field] = owner == FieldOwner.Unknown ? JsonValue.Create("unknown") : Owner(owner);
        return map;
    }

    private static JsonObject Owner(FieldOwner owner)
    {
        var map = new JsonObject { ["manager"] = owner.Manager, ["operation"] = owner.Operation };
        map.Known("subresource", owner.Subresource);
        map.Known("at", owner.At);
        return map;
    }
}
