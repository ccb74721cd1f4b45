using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints.Documents;

namespace SpecSkills.Core.Blueprints.Changes;

/// <summary>A document spread into its fields: path to value as text.</summary>
internal static class FieldTexts
{
    /// <summary>Every field. Lists are one value: an entry's number in the list is no field of its own.</summary>
    public static Dictionary<string, string> Of(JsonObject document)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Walk(document, "");
        return fields;

        void Walk(JsonNode? node, string path)
        {
            if (node is JsonObject section)
                foreach (var (key, value) in section) Walk(value, DocumentPath.Child(path, key));
            else
                fields[path] = Text(node);
        }
    }

    private static string Text(JsonNode? node) => node switch
    {
        JsonArray list => $"[{string.Join(", ", list.Select(Text))}]",
        JsonObject item => string.Join(' ', item.Select(entry => Text(entry.Value))),
        _ => node?.ToString() ?? "",
    };
}
