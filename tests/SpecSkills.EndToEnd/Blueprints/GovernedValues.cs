using System.Text.Json.Nodes;

namespace SpecSkills.EndToEnd.Blueprints;

/// <summary>
/// Every value of a Deployment that the agent may touch, found from two sides: what a blueprint says of it, and what a
/// Deployment holds. Both give the same paths, so a value that only one of them has is a difference.
/// </summary>
internal static class GovernedValues
{
    private static readonly (string Blueprint, string Deployment)[] ProbeFields =
    [
        ("initial_delay", "initialDelaySeconds"), ("period", "periodSeconds"), ("timeout", "timeoutSeconds"),
        ("failure_threshold", "failureThreshold"),
    ];

    /// <summary>From the policies that <c>blueprint-parser parse --json</c> extracts.</summary>
    public static SortedDictionary<string, string> OfBlueprint(JsonNode policies)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Put(values, "replicas", policies["scaling"]!["target_replicas"]);
        foreach (var resource in new[] { "cpu", "memory" })
        {
            Put(values, $"requests.{resource}", policies["resources"]![resource]!["request"]);
            Put(values, $"limits.{resource}", policies["resources"]![resource]!["limit"]);
        }

        Put(values, "requests.ephemeral-storage", policies["resources"]!["disk"]?["ephemeral_storage"]);
        foreach (var kind in new[] { "readiness", "liveness" })
            foreach (var (field, name) in ProbeFields)
                Put(values, $"{kind}.{name}", policies["reliability"]![$"{kind}_probe"]![field]);
        var rollout = policies["deployment"]!;
        Put(values, "strategy.type", rollout["strategy"]);
        Put(values, "strategy.maxSurge", rollout["max_surge"]);
        Put(values, "strategy.maxUnavailable", rollout["max_unavailable"]);
        Put(values, "minReadySeconds", rollout["min_ready_seconds"]);
        Put(values, "revisionHistoryLimit", rollout["revision_history_limit"]);
        return values;
    }

    /// <summary>From a Deployment: all of its resources, probe timings and rollout settings, known or not.</summary>
    public static SortedDictionary<string, string> OfDeployment(JsonNode deployment)
    {
        var spec = deployment["spec"]!;
        var container = Assert.Single(spec["template"]!["spec"]!["containers"]!.AsArray())!;
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in new[] { "replicas", "minReadySeconds", "revisionHistoryLimit" })
            Put(values, field, spec[field]);
        foreach (var (list, amounts) in container["resources"]!.AsObject())
            foreach (var (resource, amount) in amounts!.AsObject())
                Put(values, $"{list}.{resource}", amount);
        foreach (var kind in new[] { "readiness", "liveness" })
            foreach (var (field, value) in container[$"{kind}Probe"]!.AsObject())
                // Where it asks is the program's own business; an API server adds the last two with their defaults.
                if (field is not ("httpGet" or "successThreshold" or "terminationGracePeriodSeconds"))
                    Put(values, $"{kind}.{field}", value);
        Put(values, "strategy.type", spec["strategy"]!["type"]);
        foreach (var (field, value) in spec["strategy"]!["rollingUpdate"]?.AsObject() ?? [])
            Put(values, $"strategy.{field}", value);
        return values;
    }

    private static void Put(SortedDictionary<string, string> values, string path, JsonNode? value)
    {
        if (value is null) return;
        var text = value.ToString();
        // Probe timings are durations in a blueprint and seconds in a Deployment.
        values[path] = text.EndsWith('s') && text[..^1].All(char.IsAsciiDigit) ? text[..^1] : text;
    }
}
