using System.Text.Json;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents.Reading;

/// <summary>The <c>deployment</c> part of an observation.</summary>
internal static class DeploymentReader
{
    public static DeploymentState Read(JsonMap map) => new(
        map.Name("namespace"),
        map.Name("name"),
        map.Text("uid"),
        map.Text("resource_version"),
        map.Long("generation"),
        map.Long("observed_generation"),
        map.RequiredCount("replicas"),
        map.RequiredCount("ready_replicas"),
        map.Count("available_replicas"),
        map.Count("updated_replicas"),
        map.Count("status_replicas"),
        map.Count("warming_pods") ?? 0,
        map.Flag("paused") ?? false,
        map.Flag("rollout_in_progress") ?? false,
        map.Flag("progress_deadline_exceeded") ?? false,
        map.Text("managed_by_autoscaler"),
        map.Text("managed_by_gitops"),
        map.Text("revision"),
        map.Part("strategy", Strategy),
        map.Part("probes", part => new ProbeReadings(part.Part("readiness", Probe), part.Part("liveness", Probe))),
        Owners(map))
    {
        TemplateDigest = map.Text("template_digest"),
    };

    /// <summary>A count may be written as a number or as text, as Kubernetes does.</summary>
    public static string? CountOrPercent(JsonMap map, string key) =>
        map.Value(key) is { ValueKind: JsonValueKind.Number } ? map.Count(key)?.ToString() : map.Text(key);

    /// <summary>A duration in whole seconds.</summary>
    public static int? Seconds(JsonMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        if (DurationText.TryParse(text, out var value) && value.Ticks % TimeSpan.TicksPerSecond == 0
            && value.TotalSeconds <= int.MaxValue)
            return (int)value.TotalSeconds;
        map.Findings.Add(DocumentCodes.WrongValue, $"{map.Path}.{key}",
            $"'{JsonMap.Shown(text)}' is not a duration in whole seconds.", "Write a duration such as 10s.");
        return null;
    }

    private static StrategyReading Strategy(JsonMap map) => new(
        map.RequiredText("type"),
        CountOrPercent(map, "max_surge"),
        CountOrPercent(map, "max_unavailable"),
        map.Count("min_ready_seconds") ?? 0,
        map.Count("revision_history_limit"));

    private static ProbeReading Probe(JsonMap map) => new(
        Seconds(map, "initial_delay") ?? 0,
        map.Required("period", Seconds(map, "period"), null) ?? 0,
        Seconds(map, "timeout") ?? 1,
        map.Count("failure_threshold") ?? 3);

    private static Dictionary<string, FieldOwner> Owners(JsonMap map)
    {
        var owners = new Dictionary<string, FieldOwner>(StringComparer.Ordinal);
        if (map.Map("field_owners") is not { } fields) return owners;
        foreach (var (field, value) in fields.Everything())
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals("unknown"))
                owners[field] = FieldOwner.Unknown;
            else if (JsonMap.Open(value, $"{fields.Path}.{JsonMap.Shown(field)}", map.Findings) is { } owner)
            {
                owners[field] = new FieldOwner(owner.RequiredText("manager"), owner.Text("operation") ?? "",
                    owner.Text("subresource"), owner.Time("at"));
                owner.Finish();
            }
        }

        return owners;
    }
}
