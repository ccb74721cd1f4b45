using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using YamlDotNet.Core;

namespace SpecSkills.Storage.Yaml;

/// <summary>
/// Reads YAML, and JSON as the YAML it is, into the neutral tree. Strict: what readers interpret differently
/// (anchors, tags, duplicate keys, second documents, ambiguous scalars, odd encodings) is an
/// error with its place.
/// </summary>
public static class YamlDocument
{
    /// <summary>A real blueprint has 4 KiB; this bounds what a hostile one costs.</summary>
    public const int SizeLimit = 256 * 1024;

    /// <summary>A real blueprint is five deep; this bounds recursion over the tree.</summary>
    public const int DepthLimit = 32;

    /// <summary>Reads the bytes of a file.</summary>
    public static DocumentReadResult Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > SizeLimit) return Refused(TooLarge(bytes.Length));
        return DocumentText.TryDecode(bytes, out var text, out var finding) ? Read(text) : Refused(finding);
    }

    /// <summary>Reads a text that is already decoded.</summary>
    public static DocumentReadResult Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > SizeLimit) return Refused(TooLarge(text.Length));
        if (DocumentText.FindForbiddenCharacter(text) is { } character) return Refused(character);
        var builder = new TreeBuilder(new SteadyParser(new Parser(new StringReader(text))));
        try
        {
            return builder.Build();
        }
        catch (YamlException error)
        {
            return new DocumentReadResult(null, [.. builder.Findings, SyntaxFinding.Of(error, text)]);
        }
    }

    /// <summary>The text of a file, to show its lines; null when it is not UTF-8.</summary>
    public static string? TryDecode(ReadOnlySpan<byte> bytes) =>
        DocumentText.TryDecode(bytes, out var text, out _) ? text : null;

    private static Diagnostic TooLarge(int length) => DocumentText.Finding(
        DiagnosticCodes.FileTooLarge, $"the document has {length} bytes, and at most {SizeLimit} are read", 0, 0,
        "A blueprint is a few kilobytes: is this the right file?");

    private static DocumentReadResult Refused(Diagnostic finding) => new(null, [finding]);
}
