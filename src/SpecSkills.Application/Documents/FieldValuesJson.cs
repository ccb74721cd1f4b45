using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents;

/// <summary>
/// Fields and their values as documents write them: replica counts as numbers, everything else as text. Quantities are
/// read into their canonical spelling, so that <c>0.1</c> and <c>100m</c> compare equal.
/// </summary>
internal static class FieldValuesJson
{
    public static JsonObject Write(FieldValues values)
    {
        var map = new JsonObject();
        foreach (var (name, value) in values) map[name] = Node(name, value);
        return map;
    }

    public static JsonNode Node(string name, string value) =>
        name is "replicas" or "max_replicas"
            && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(value)!;

    public static FieldValues Read(JsonMap map)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in map.Everything())
        {
            var path = $"{map.Path}.{JsonMap.Shown(name)}";
            if (Text(name, value, path, map.Findings) is not { } text) continue;
            // Text is parsed without repeated keys; a tree from elsewhere may have them.
            if (!fields.TryAdd(name, text))
                map.Findings.Add(DocumentCodes.Syntax, path, "The key is written twice.", "Write every key once.");
        }

        return new FieldValues(fields);
    }

    public static string? Text(string name, JsonElement value, string path, JsonFindings findings)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number when value.TryGetInt64(out var number) =>
                number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        if (text is not null) return Canonical(name, text);
        findings.Add(DocumentCodes.WrongType, path, "Found neither a text nor a whole number.",
            "Write the value as text, such as \"50m\", or as a whole number.");
        return null;
    }

    private static string Canonical(string name, string text)
    {
        var isQuantity = name.EndsWith(".request", StringComparison.Ordinal)
            || name.EndsWith(".limit", StringComparison.Ordinal);
        if (!isQuantity) return text;
        if (name.Contains(".cpu.", StringComparison.Ordinal))
            return CpuQuantity.TryParse(text, out var cpu) ? cpu.ToString() : text;
        return ByteQuantity.TryParse(text, out var bytes) ? bytes.ToString() : text;
    }
}
