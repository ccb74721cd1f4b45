using System.Globalization;
using System.Text.Json;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// Reading answers without trusting their shape: a path that is not there, or holds another type, is null and never an
/// exception.
/// </summary>
internal static class JsonReading
{
    extension(JsonElement element)
    {
        /// <summary>What stands at the path; null for a missing step and for JSON null.</summary>
        public JsonElement? At(params ReadOnlySpan<string> path)
        {
            var here = element;
            foreach (var step in path)
                if (here.ValueKind != JsonValueKind.Object || !here.TryGetProperty(step, out here))
                    return null;
            return here.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : here;
        }

        public string? TextAt(params ReadOnlySpan<string> path) =>
            element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

        public int? IntAt(params ReadOnlySpan<string> path) =>
            element.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value)
                ? value
                : null;

        public long? LongAt(params ReadOnlySpan<string> path) =>
            element.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value)
                ? value
                : null;

        public bool IsTrueAt(params ReadOnlySpan<string> path) =>
            element.At(path) is { ValueKind: JsonValueKind.True };

        /// <summary>An RFC 3339 time, in UTC.</summary>
        public DateTimeOffset? TimeAt(params ReadOnlySpan<string> path) =>
            DateTimeOffset.TryParse(element.TextAt(path), CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
                ? time
                : null;

        public IEnumerable<JsonElement> ItemsAt(params ReadOnlySpan<string> path) =>
            element.At(path) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

        public IEnumerable<JsonProperty> PropertiesAt(params ReadOnlySpan<string> path) =>
            element.At(path) is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject() : [];
    }
}
