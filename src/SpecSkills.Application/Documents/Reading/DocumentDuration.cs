using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents.Reading;

/// <summary>Durations in documents, <c>2.3s</c>.</summary>
internal static class DocumentDuration
{
    public static TimeSpan Read(JsonMap map, string key)
    {
        if (map.Required(key, map.Text(key), null) is not { } text) return default;
        if (DurationText.TryParse(text, out var duration)) return duration;
        map.Findings.Add(DocumentCodes.WrongValue, $"{map.Path}.{key}", $"'{JsonMap.Shown(text)}' is not a duration.",
            "Write a number and one of ms, s, m, h, d, such as 2.3s.");
        return default;
    }
}
