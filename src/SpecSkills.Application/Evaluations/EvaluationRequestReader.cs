using System.Text.Json;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Evaluations;

/// <summary>
/// Reads a line such as <c>{"blueprint": "apiVersion: ...", "observation": {...}, "now": "2026-11-22T10:00:00Z"}</c>.
/// Documents stand inline, as objects or as text.
/// </summary>
public static class EvaluationRequestReader
{
    /// <summary>
    /// Reads one line. <paramref name="required"/> must be there, <paramref name="optional"/> may; any other key is a
    /// finding.
    /// </summary>
    /// <param name="judged">Read the operation as one to judge: an unknown kind is answered then, not a
    /// finding.</param>
    public static DocumentReading<EvaluationRequest> Read(
        string line, IReadOnlyList<EvaluationInput> required, IReadOnlyList<EvaluationInput> optional,
        bool judged = false)
    {
        return JsonText.Read(line, map =>
        {
            foreach (var input in required) map.Required(Key(input), map.Value(Key(input)), null);
            return new EvaluationRequest
            {
                Blueprint = Wanted(EvaluationInput.Blueprint) ? Text(map, "blueprint") : null,
                Policy = Wanted(EvaluationInput.Policy) ? Text(map, "policy") : null,
                Observation = Wanted(EvaluationInput.Observation) ? Observation(map, "observation") : null,
                Operation = Wanted(EvaluationInput.Operation) && !judged
                    ? Inline(map, "operation", OperationReader.Read)
                    : null,
                Judged = Wanted(EvaluationInput.Operation) && judged
                    ? Inline(map, "operation", OperationInputReader.Read)
                    : null,
                Before = Wanted(EvaluationInput.Before) ? Observation(map, "before") : null,
                After = Wanted(EvaluationInput.After) ? Observation(map, "after") : null,
                Now = Wanted(EvaluationInput.Now) ? map.Time("now") : null,
            };
        });

        bool Wanted(EvaluationInput input) => required.Contains(input) || optional.Contains(input);
    }

    private static string Key(EvaluationInput input) => WireWord.Of(input);

    private static string? Text(JsonMap map, string key)
    {
        if (map.Value(key) is not { } value) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Object => value.GetRawText(),
            _ => map.Wrong<string>(key, value, "a document, as an object or as YAML text"),
        };
    }

    private static Observation? Observation(JsonMap map, string key) => Inline(map, key, ObservationReader.Read);

    private static T? Inline<T>(JsonMap map, string key, Func<JsonElement, string, DocumentReading<T>> read)
        where T : class
    {
        if (map.Value(key) is not { } value) return null;
        var path = $"{map.Path}.{key}";
        if (value.ValueKind == JsonValueKind.String)
        {
            if (JsonText.Parse(value.GetString()!, map.Findings) is not { } parsed) return null;
            value = parsed;
        }

        var reading = read(value, path);
        map.Findings.Add(reading.Diagnostics);
        return reading.Value;
    }
}
