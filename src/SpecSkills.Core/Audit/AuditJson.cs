using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;

namespace SpecSkills.Core.Audit;

/// <summary>Parts that several kinds of record share, spelled once.</summary>
internal static class AuditJson
{
    public static JsonObject State(IEnumerable<StateValue> values)
    {
        var map = new JsonObject();
        foreach (var value in values)
            map[value.Key] = value.Count is { } count ? JsonValue.Create(count) : JsonValue.Create(value.Text);
        return map;
    }

    public static JsonArray List(IEnumerable<string> texts) =>
        new([.. texts.Select(text => (JsonNode)text)]);

    /// <summary>A time as records hold it: RFC 3339 in UTC, with as many decimals as there are.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
