using SpecSkills.Core.Blueprints.Documents;

namespace SpecSkills.Core.Blueprints.Reading;

/// <summary>The first two keys, which say what a document is.</summary>
internal static class DocumentHeader
{
    private static readonly ScalarFormat<string> Any = Formats.Text with { Example = BlueprintReader.ApiVersion };

    /// <summary>A reader of the document, or null when it is not a document of this kind.</summary>
    public static SectionReader? Open(DocumentNode root, string kind, DiagnosticSink sink)
    {
        if (root is not DocumentNode.Mapping mapping)
        {
            sink.Unreadable(DiagnosticCodes.WrongShape, root, "",
                $"the document is {root.Noun}, not a section with keys",
                $"Begin with apiVersion: {BlueprintReader.ApiVersion} and kind: {kind}.");
            return null;
        }

        // The document has no key of its own; what it lacks is reported at its first line.
        var reader = new SectionReader(mapping, mapping, "", sink);
        var isVersion = IsExpected(reader, mapping, "apiVersion", BlueprintReader.ApiVersion);
        var isKind = IsExpected(reader, mapping, "kind", kind);
        // Reading another kind of document would only bury the reason under unknown keys.
        return isVersion && isKind ? reader : null;
    }

    private static bool IsExpected(SectionReader reader, DocumentNode.Mapping mapping, string key, string expected)
    {
        var found = reader.Required(key, Any with { Example = expected });
        // Absent or no text: that was reported already.
        if (found == expected || mapping.Find(key)?.Value is not DocumentNode.Scalar { Kind: ScalarKind.Text } node)
            return true;
        reader.Fail(DiagnosticCodes.WrongKind, node, key, $"{key} is \"{found}\"", $"Write {expected}.");
        return false;
    }
}
