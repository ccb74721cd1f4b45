using System.Text.Json.Nodes;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints;

/// <summary>
/// A blueprint as JSON in the format it is read from, defaults written out: reading the result gives the same
/// blueprint. What programs show, and what two blueprints are compared by.
/// </summary>
public static class BlueprintJson
{
    /// <summary>The whole document.</summary>
    public static JsonObject Of(Blueprint blueprint)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        return new JsonObject
        {
            ["apiVersion"] = BlueprintReader.ApiVersion,
            ["kind"] = BlueprintReader.Kind,
            ["metadata"] = Metadata(blueprint.Metadata),
            ["spec"] = Present(
                ("resources", Resources(blueprint.Resources)),
                ("performance", Performance(blueprint.Performance)),
                ("scaling", Scaling(blueprint.Scaling)),
                ("reliability", Reliability(blueprint.Reliability)),
                ("deployment", blueprint.Deployment is { } deployment ? Deployment(deployment) : null),
                ("governance", blueprint.Governance is { } governance ? AuthorityJson.Governance(governance) : null),
                ("cost", blueprint.Cost is { } cost ? Cost(cost) : null),
                ("target", Target(blueprint.Target)),
                ("observability", Observability(blueprint.Observability))),
        };
    }

    /// <summary>The keys that have a value.</summary>
    internal static JsonObject Present(params ReadOnlySpan<(string Key, JsonNode? Value)> fields)
    {
        var section = new JsonObject();
        foreach (var (key, value) in fields)
            if (value is not null) section[key] = value;
        return section;
    }

    /// <summary>A list of texts.</summary>
    internal static JsonArray List(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)item)]);

    /// <summary>A duration as it is written.</summary>
    internal static string Text(TimeSpan duration) => DurationText.Format(duration);

    private static JsonObject Metadata(BlueprintMetadata metadata) => Present(
        ("name", metadata.Name),
        ("version", metadata.Version.ToString()),
        ("description", metadata.Description),
        ("owner", metadata.Owner),
        ("created", metadata.Created?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
        ("labels", metadata.Labels.Count == 0 ? null : Map(metadata.Labels)));

    private static JsonObject Resources(ResourcePolicy resources) => Present(
        ("cpu", Resource($"{resources.Cpu.Request}", $"{resources.Cpu.Limit}", resources.Cpu.TargetUtilization,
            resources.Cpu.OptimizationThreshold)),
        ("memory", Resource($"{resources.Memory.Request}", $"{resources.Memory.Limit}",
            resources.Memory.TargetUtilization, resources.Memory.OptimizationThreshold)),
        ("disk", resources.EphemeralStorage is { } storage
            ? new JsonObject { ["ephemeral_storage"] = $"{storage}" } : null));

    private static JsonObject Resource(string request, string limit, Percentage? target, Percentage threshold) =>
        Present(
        ("request", request), ("limit", limit), ("target_utilization", target?.ToString()),
        ("optimization_threshold", $"{threshold}"));

    private static JsonObject Performance(PerformanceTargets targets) => Present(
        ("latency_p50", Latency(targets.LatencyP50)),
        ("latency_p95", Latency(targets.LatencyP95)),
        ("latency_p99", Latency(targets.LatencyP99)),
        ("throughput_min", targets.ThroughputMin?.ToString()),
        ("throughput_target", targets.ThroughputTarget?.ToString()),
        ("availability", targets.Availability?.ToString()),
        ("error_rate_max", targets.ErrorRateMax?.ToString()));

    private static string? Latency(TimeSpan? latency) => latency is { } value ? DurationText.Milliseconds(value) : null;

    private static JsonObject Scaling(ScalingPolicy scaling) => Present(
        ("min_replicas", scaling.MinReplicas),
        ("max_replicas", scaling.MaxReplicas),
        ("target_replicas", scaling.TargetReplicas),
        ("scale_up_threshold", $"{scaling.ScaleUpThreshold}"),
        ("scale_down_threshold", $"{scaling.ScaleDownThreshold}"),
        ("scale_up_increment", scaling.ScaleUpIncrement),
        ("scale_down_increment", scaling.ScaleDownIncrement),
        ("cooldown_period", Text(scaling.CooldownPeriod)),
        ("scale_down_stabilization", Text(scaling.ScaleDownStabilization)),
        ("metrics", new JsonArray([.. scaling.Metrics.Select(metric => new JsonObject
        {
            ["type"] = WireWord.Of(metric.Type),
            ["weight"] = metric.Weight,
        })])));

    private static JsonObject Reliability(ReliabilityPolicy reliability) => Present(
        ("max_restart_count", reliability.MaxRestartCount),
        ("restart_backoff", WireWord.Of(reliability.RestartBackoff)),
        ("rollback_on_failure", reliability.RollbackOnFailure),
        ("rollback_threshold", reliability.RollbackThreshold),
        ("health_check_timeout", Text(reliability.HealthCheckTimeout)),
        ("readiness_probe", Probe(reliability.ReadinessProbe)),
        ("liveness_probe", Probe(reliability.LivenessProbe)),
        ("verification_window", Text(reliability.VerificationWindow)),
        ("strict_rollback", reliability.StrictRollback));

    private static JsonObject? Probe(ProbePolicy? probe) => probe is null ? null : Present(
        ("initial_delay", Text(probe.InitialDelay)), ("period", Text(probe.Period)), ("timeout", Text(probe.Timeout)),
        ("failure_threshold", probe.FailureThreshold));

    private static JsonObject Deployment(DeploymentPolicy deployment) => Present(
        ("strategy", deployment.Strategy.ToString()),
        ("max_surge", deployment.MaxSurge),
        ("max_unavailable", deployment.MaxUnavailable),
        ("min_ready_seconds", (int)deployment.MinReadySeconds.TotalSeconds),
        ("revision_history_limit", deployment.RevisionHistoryLimit));

    private static JsonObject Cost(CostPolicy cost) => Present(
        ("monthly_budget", cost.MonthlyBudget?.ToString()),
        ("cost_per_replica", cost.CostPerReplica?.ToString()),
        ("optimization_priority", WireWord.Of(cost.Priority)));

    private static JsonObject Target(TargetReference target) => Present(
        ("namespace", target.Namespace), ("deployment", target.Deployment), ("container", target.Container),
        ("helm", target.Helm is not { } helm ? null : Present(
            ("release", helm.Release), ("chart", helm.Chart), ("values", Map(helm.Values)))));

    private static JsonObject? Observability(ObservabilityPolicy observability)
    {
        if (observability.PrometheusUrl is null && observability.Queries.Count == 0) return null;
        return new JsonObject
        {
            ["prometheus"] = Present(
                ("url", observability.PrometheusUrl?.OriginalString),
                ("queries", observability.Queries.Count == 0 ? null : Map(observability.Queries))),
        };
    }

    private static JsonObject Map(IReadOnlyDictionary<string, string> entries)
    {
        var map = new JsonObject();
        foreach (var (key, value) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)) map[key] = value;
        return map;
    }
}
