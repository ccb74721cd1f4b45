using System.Text.Json;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Documents.Reading;

/// <summary>The <c>approved</c> part: field names to quantities, and the highest count as a number.</summary>
internal static class ApprovedReader
{
    public static ApprovedValues Read(JsonMap map) => new(map.Text("version"), Values(map, "values"));

    /// <summary>Names to texts; numbers are taken as their digits.</summary>
    public static IReadOnlyDictionary<string, string> Values(JsonMap map, string key)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (map.Map(key) is not { } fields) return values;
        foreach (var (name, value) in fields.Everything())
            if (FieldValuesJson.Text(name, value, $"{fields.Path}.{JsonMap.Shown(name)}", map.Findings) is { } text)
                values[name] = text;
        return values;
    }
}
