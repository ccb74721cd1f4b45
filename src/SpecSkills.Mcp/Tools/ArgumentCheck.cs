using System.Text.Json;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Mcp.Tools;

/// <summary>
/// Checks a call's arguments against the tool's definition. The SDK does not: unknown arguments would be dropped in
/// silence and a mistyped one would reach the model as "an error occurred".
/// </summary>
internal static class ArgumentCheck
{
    private const int ShownLimit = 60;

    /// <summary>Null when the arguments fit; otherwise what is wrong and what to send instead.</summary>
    public static ToolAnswer? Refusal(SkillTool tool, IReadOnlyDictionary<string, JsonElement> arguments)
    {
        var mistakes = new List<string>();
        foreach (var (name, value) in arguments)
        {
            var argument = tool.Arguments.FirstOrDefault(candidate => candidate.Name == name);
            if (argument is null)
                mistakes.Add($"'{Shown(name)}' is not an argument of {tool.Name}.");
            else if (Mistake(argument, value) is { } mistake)
                mistakes.Add(mistake);
        }

        foreach (var argument in tool.Arguments)
            if (argument.Required && !arguments.ContainsKey(argument.Name))
                mistakes.Add($"'{argument.Name}' is missing.");
        return mistakes.Count == 0 ? null : ToolAnswer.Mistake(string.Join(' ', mistakes.Take(5)), Expected(tool));
    }

    private static string? Mistake(ToolArgument argument, JsonElement value)
    {
        var fits = (argument.Type, value.ValueKind) switch
        {
            ("string", JsonValueKind.String) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("integer", JsonValueKind.Number) => value.TryGetInt32(out _),
            ("object", JsonValueKind.Object) => true,
            _ => false,
        };
        if (!fits)
            return $"'{argument.Name}' must be {Article(argument.Type)}, but was {Found(value)}.";
        if (argument.Type == "object" && value.GetRawText().Length > ToolArgument.ObjectLimit)
            return $"'{argument.Name}' is longer than {ToolArgument.ObjectLimit} characters.";
        if (argument.Type != "string") return null;
        var text = value.GetString()!;
        if (text.Length is 0 or > ToolArgument.StringLimit)
            return $"'{argument.Name}' must have 1 to {ToolArgument.StringLimit} characters, but has {text.Length}.";
        return argument.Choices is { } choices && !choices.Contains(text, StringComparer.Ordinal)
            ? $"'{argument.Name}' must be one of {string.Join(", ", choices)}, but was '{Shown(text)}'."
            : null;
    }

    private static string Expected(SkillTool tool)
    {
        if (tool.Arguments.Count == 0) return $"Call {tool.Name} without arguments.";
        var list = tool.Arguments.Select(argument =>
            $"{argument.Name} ({argument.Type}{(argument.Required ? "" : ", optional")})");
        return $"{tool.Name} takes: {string.Join(", ", list)}.";
    }

    private static string Article(string type) => type is "object" or "integer" ? $"an {type}" : $"a {type}";

    private static string Found(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"the string '{Shown(value.GetString()!)}'",
        JsonValueKind.Null => "null",
        JsonValueKind.Number => $"the number {Shown(value.GetRawText())}",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => value.GetRawText(),
    };

    private static string Shown(string text)
    {
        var clean = new string([.. text.Select(c => char.IsControl(c) ? '?' : c)]);
        return clean.Length <= ShownLimit ? clean : clean[..ShownLimit] + "...";
    }
}
