using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Mcp.Tools;

/// <summary>JSON Schemas of arguments and results, from the same definitions the argument check uses.</summary>
internal static class ToolSchema
{
    /// <summary>The input schema: nothing but the listed arguments.</summary>
    public static JsonElement OfArguments(IReadOnlyList<ToolArgument> arguments)
    {
        var properties = new JsonObject();
        foreach (var argument in arguments)
        {
            var property = new JsonObject { ["type"] = argument.Type, ["description"] = argument.Description };
            if (argument.Choices is { } choices)
                property["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]);
            properties[argument.Name] = property;
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        var required = arguments.Where(argument => argument.Required)
            .Select(argument => (JsonNode)argument.Name).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        schema["additionalProperties"] = false;
        return Element(schema);
    }

    /// <summary>The output schema. Only <c>summary</c> is required: a refused call has no other field.</summary>
    public static JsonElement OfResult(string properties)
    {
        var all = new JsonObject { ["summary"] = Typed("string"), ["next_step"] = Typed("string") };
        foreach (var (name, schema) in JsonNode.Parse("{" + properties + "}")!.AsObject().ToList())
            all[name] = schema!.DeepClone();
        return Element(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = all,
            ["required"] = new JsonArray("summary"),
        });
    }

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonElement Element(JsonNode node) => JsonElement.Parse(node.ToJsonString());
}
