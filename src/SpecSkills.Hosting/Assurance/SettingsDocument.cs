using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Storage.Files;

namespace SpecSkills.Hosting.Assurance;

/// <summary>One settings file of the coding agent.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Text">Its text; empty when there is no file.</param>
/// <param name="Root">Its content; an empty object when there is no file.</param>
public sealed record SettingsDocument(string Path, string Text, JsonObject Root)
{
    private const int SizeLimit = 1 << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads it.</summary>
    /// <exception cref="ProblemException">The file is not a JSON object; the message names the place.</exception>
    public static SettingsDocument Read(string path)
    {
        if (!File.Exists(path)) return new SettingsDocument(path, "", []);
        if (BoundedFile.ReadStored(path, SizeLimit) is not { Bytes: { } bytes } content)
            throw Refused(path, BoundedFile.ReadStored(path, SizeLimit).Finding?.Message ?? "it cannot be read");
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) is JsonObject root
                ? new SettingsDocument(path, text, root)
                : throw Refused(path, "the document is not an object");
        }
        catch (JsonException invalid)
        {
            throw Refused(
                invalid.LineNumber is { } line ? $"{path}:{line + 1}:{invalid.BytePositionInLine + 1}" : path,
                invalid.Message);
        }
    }

    /// <summary>Texts of a list; nothing where there is none.</summary>
    public IEnumerable<string> List(params string[] path) => At(path) is JsonArray list
        ? list.OfType<JsonValue>().Where(value => value.GetValueKind() == JsonValueKind.String)
            .Select(value => value.GetValue<string>())
        : [];

    /// <summary>A switch; null where it is not set.</summary>
    public bool? Switch(params string[] path) => At(path) is JsonValue value
        ? value.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
        : null;

    /// <summary>The node at a path; null where there is none.</summary>
    public JsonNode? At(params string[] path)
    {
        JsonNode? node = Root;
        foreach (var name in path) node = (node as JsonObject)?[name];
        return node;
    }

    private static ProblemException Refused(string place, string found) => new(
        new Problem("The coding agent's settings cannot be read, so nothing is written.", ExitCode.InvalidInput)
        {
            Place = place,
            Found = found,
            Allowed = "one JSON object, without comments and without a name twice",
            Next = "correct the file, then run specskills doctor --fix again",
        });
}
