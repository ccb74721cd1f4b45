using System.Text.Json;
using NJsonSchema;

namespace SpecSkills.Tests.Mcp;

/// <summary>Holds an answer to a tool's own output schema, as a strict client does.</summary>
internal static class AnswerSchema
{
    public static async Task<IReadOnlyList<string>> MismatchesAsync(JsonElement schema, JsonElement answer)
    {
        var compiled = await JsonSchema.FromJsonAsync(schema.GetRawText());
        return [.. compiled.Validate(answer.GetRawText()).Select(error => error.ToString())];
    }
}
