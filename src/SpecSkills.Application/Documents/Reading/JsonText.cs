using System.Text.Json;

namespace SpecSkills.Application.Documents.Reading;

/// <summary>
/// Text to JSON tree, strictly: no comments, no trailing commas, no key twice, bounded in size and depth.
/// </summary>
internal static class JsonText
{
    /// <summary>A service of ten thousand pods fits; nothing larger is an observation of one service.</summary>
    public const int SizeLimit = 8 << 20;

    private const int DepthLimit = 32;

    private static readonly JsonDocumentOptions Options =
        new() { MaxDepth = DepthLimit, AllowDuplicateProperties = false };

    /// <summary>
    /// Reads a document. The caller disposes nothing, since elements outlive their document.
    /// </summary>
    public static DocumentReading<T> Read<T>(string text, Func<JsonMap, T?> read)
        where T : class
    {
        var findings = new JsonFindings();
        var value = Parse(text, findings) is { } root ? Read(root, "$", findings, read) : null;
        return Result(value, findings);
    }

    /// <summary>Reads a part of a larger document, at <paramref name="path"/> of it.</summary>
    public static DocumentReading<T> Read<T>(JsonElement element, string path, Func<JsonMap, T?> read)
        where T : class
    {
        var findings = new JsonFindings();
        return Result(Read(element, path, findings, read), findings);
    }

    /// <summary>The tree, or null with findings.</summary>
    public static JsonElement? Parse(string text, JsonFindings findings)
    {
        if (text.Length > SizeLimit)
        {
            findings.Add(DocumentCodes.TooLarge, "$", $"The document has {text.Length} characters.",
                $"Hand in at most {SizeLimit} characters.");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement.Clone();
        }
        catch (JsonException wrong)
        {
            var at = wrong.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            findings.Add(DocumentCodes.Syntax, "$",
                $"This is not the JSON expected here: {(at < 0 ? wrong.Message : wrong.Message[..at])}",
                "Hand in one JSON object, without comments, trailing commas or repeated keys.",
                (int)(wrong.LineNumber ?? -1) + 1, (int)(wrong.BytePositionInLine ?? -1) + 1);
            return null;
        }
    }

    private static T? Read<T>(JsonElement element, string path, JsonFindings findings, Func<JsonMap, T?> read)
        where T : class
    {
        if (JsonMap.Open(element, path, findings) is not { } map) return null;
        var value = read(map);
        map.Finish();
        return value;
    }

    private static DocumentReading<T> Result<T>(T? value, JsonFindings findings)
        where T : class => new(findings.All.Count == 0 ? value : null, findings.All);
}
