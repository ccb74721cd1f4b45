using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace SpecSkills.Mcp.Protocol;

/// <summary>A prompt with its arguments and the text they make.</summary>
internal sealed record ReadyPrompt(
    string Name,
    string Title,
    IReadOnlyList<(string Name, string Description, bool Required)> Arguments,
    Func<IReadOnlyDictionary<string, string>, string> Text)
{
    private const int ValueLimit = 200;

    public Prompt ToProtocol() => new()
    {
        Name = Name,
        Title = Title,
        Description = Title,
        Arguments =
        [
            .. Arguments.Select(argument => new PromptArgument
            {
                Name = argument.Name,
                Description = argument.Description,
                Required = argument.Required,
            }),
        ],
    };

    public PromptMessage Message(IDictionary<string, JsonElement>? given)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, _, required) in Arguments)
        {
            if (given is not null && given.TryGetValue(name, out var value)) values[name] = Plain(name, value);
            else if (required) throw Mistake($"'{name}' is missing.");
        }

        return new PromptMessage { Role = Role.User, Content = new TextContentBlock { Text = Text(values) } };
    }

    // Values end up in a text a model reads: names, ids and times need only these characters.
    private static string Plain(string name, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        var plain = text.Length is > 0 and <= ValueLimit
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '+');
        return plain ? text : throw Mistake($"'{name}' may hold letters, digits and - _ . : + only.");
    }

    private static McpProtocolException Mistake(string message) => new(message, McpErrorCode.InvalidParams);
}
