using System.Text.Json;
using Json.Schema;

namespace SpecSkills.Tests.Mcp;

/// <summary>Holds an answer to a tool's own output schema, as a strict client does.</summary>
internal static class AnswerSchema
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List };

    public static IReadOnlyList<string> Mismatches(JsonElement schema, JsonElement answer)
    {
        var results = JsonSchema.Build(schema, new BuildOptions()).Evaluate(answer, Options);
        if (results.IsValid) return [];
        var errors = results.Details!.Where(one => !one.IsValid && one.Errors is not null)
            .SelectMany(one => one.Errors!.Select(error => $"{one.InstanceLocation}: {error.Key}: {error.Value}"))
            .ToList();
        return errors.Count > 0 ? errors : ["the answer is not what the schema says"];
    }
}
