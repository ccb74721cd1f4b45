using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Tests.Decisions;

/// <summary>
/// The worked cases of the scaling rules, read from their file: spec paths override the base blueprint.
/// </summary>
internal static class DecisionTable
{
    private static readonly JsonObject Table = JsonNode
        .Parse(File.ReadAllText(Path.Combine(TestData.Folder, "decision-table.json")))!.AsObject();

    public static DateTimeOffset Now { get; } = Table["now"]!.GetValue<DateTimeOffset>();

    public static IEnumerable<JsonObject> Rows => Table["rows"]!.AsArray().Select(row => row!.AsObject());

    public static JsonObject Row(string id) => Rows.Single(row => row["id"]!.GetValue<string>() == id);

    /// <summary>The base blueprint with the row's values in place of its own.</summary>
    public static Blueprint Blueprint(JsonObject row)
    {
        var blueprint = TestBlueprints.Frontend;
        foreach (var (path, value) in Table["base_blueprint"]!.AsObject()) blueprint = Set(blueprint, path, value!);
        foreach (var (path, value) in row["blueprint"]!.AsObject()) blueprint = Set(blueprint, path, value!);
        return blueprint;
    }

    private static Blueprint Set(Blueprint blueprint, string path, JsonNode value)
    {
        var scaling = blueprint.Scaling;
        return path switch
        {
            "performance.latency_p95" =>
                blueprint with { Performance = blueprint.Performance with { LatencyP95 = Duration(value) } },
            "scaling.min_replicas" => With(scaling with { MinReplicas = (int)value }),
            "scaling.max_replicas" => With(scaling with { MaxReplicas = (int)value }),
            "scaling.scale_up_threshold" => With(scaling with { ScaleUpThreshold = Percent(value) }),
            "scaling.scale_down_threshold" => With(scaling with { ScaleDownThreshold = Percent(value) }),
            "scaling.scale_up_increment" => With(scaling with { ScaleUpIncrement = (int)value }),
            "scaling.scale_down_increment" => With(scaling with { ScaleDownIncrement = (int)value }),
            "scaling.cooldown_period" => With(scaling with { CooldownPeriod = Duration(value) }),
            "scaling.scale_down_stabilization" => With(scaling with { ScaleDownStabilization = Duration(value) }),
            "scaling.metrics" => With(scaling with { Metrics = [.. value.AsArray().Select(Weight)] }),
            _ => throw new InvalidDataException($"The table sets {path}, which this reader does not know."),
        };

        Blueprint With(ScalingPolicy changed) => blueprint with { Scaling = changed };
    }

    private static MetricWeight Weight(JsonNode? metric) => new(
        Enum.Parse<ScalingMetric>((string)metric!["type"]!, ignoreCase: true),
        metric["weight"]!.GetValue<JsonElement>().GetDecimal());

    private static Percentage Percent(JsonNode value) =>
        Percentage.TryParse((string?)value, out var percent) ? percent : throw new InvalidDataException($"{value}");

    private static TimeSpan Duration(JsonNode value) =>
        DurationText.TryParse((string?)value, out var duration) ? duration : throw new InvalidDataException($"{value}");
}
