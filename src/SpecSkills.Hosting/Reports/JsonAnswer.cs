using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpecSkills.Hosting.Reports;

/// <summary>Writes the one JSON document a command answers with, or one line of a stream of them.</summary>
public static class JsonAnswer
{
    // Relaxed escaping: the text is for terminals and files, never for the inside of a web page.
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions OneLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document, indented, with a line end.</summary>
    public static void Write(TextWriter answers, JsonNode document)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(document);
        answers.Write(document.ToJsonString(Indented) + "\n");
    }

    /// <summary>The document on a line of its own.</summary>
    public static void WriteLine(TextWriter answers, JsonNode document)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(document);
        answers.Write(document.ToJsonString(OneLine) + "\n");
    }
}
