using System.Text.Json;
using SpecSkills.Core.Decisions;

namespace SpecSkills.Application.Documents.Reading;

/// <summary>Reads shown state back: counts are numbers, everything with a unit is text.</summary>
internal static class StateReader
{
    public static List<StateValue> Read(JsonMap map)
    {
        var values = new List<StateValue>();
        foreach (var (key, value) in map.Everything())
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count))
                values.Add(StateValue.Of(key, count));
            else if (value.ValueKind == JsonValueKind.String)
                values.Add(new StateValue(key, value.GetString()!));
            else
                map.Wrong<string>(key, value, "a whole number or a text");
        return values;
    }
}
