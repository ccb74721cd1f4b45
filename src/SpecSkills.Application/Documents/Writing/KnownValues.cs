using System.Text.Json.Nodes;

namespace SpecSkills.Application.Documents.Writing;

/// <summary>Keys that are left out while nothing is known.</summary>
internal static class KnownValues
{
    public static void Known(this JsonObject map, string key, string? value)
    {
        if (value is not null) map[key] = value;
    }

    public static void Known(this JsonObject map, string key, long? value)
    {
        if (value is { } known) map[key] = known;
    }

    public static void Known(this JsonObject map, string key, bool? value)
    {
        if (value is { } known) map[key] = known;
    }

    public static void Known(this JsonObject map, string key, DateTimeOffset? value)
    {
        if (value is { } known) map[key] = DocumentTime.Text(known);
    }
}
