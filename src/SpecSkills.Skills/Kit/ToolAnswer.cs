using System.Text.Json.Nodes;

namespace SpecSkills.Skills.Kit;

/// <summary>
/// What a tool answers. The summary and the next step are fields of the JSON, because a client may show its model only
/// that.
/// </summary>
public sealed record ToolAnswer(JsonObject Fields, bool IsError)
{
    /// <summary>A result: one sentence, what to do next, and the tool's own fields.</summary>
    public static ToolAnswer Of(string summary, string nextStep, JsonObject fields)
    {
        var all = new JsonObject { ["summary"] = summary, ["next_step"] = nextStep };
        foreach (var (key, value) in fields.ToList())
        {
            fields.Remove(key);
            all[key] = value;
        }

        return new ToolAnswer(all, IsError: false);
    }

    /// <summary>The same with warnings that the person should hear.</summary>
    public ToolAnswer WithWarnings(IReadOnlyList<string> warnings)
    {
        if (warnings.Count > 0) Fields["warnings"] = new JsonArray([.. warnings.Select(one => (JsonNode)one)]);
        return this;
    }

    /// <summary>A mistake of the caller, with what to send instead.</summary>
    public static ToolAnswer Mistake(string what, string instead) =>
        new(new JsonObject { ["summary"] = what, ["next_step"] = instead }, IsError: true);
}
