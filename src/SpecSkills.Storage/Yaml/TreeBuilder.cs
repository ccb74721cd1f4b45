using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SpecSkills.Storage.Yaml;

/// <summary>
/// Builds the neutral tree from parser events. Works on events rather than YamlDotNet's own tree, because that tree has
/// resolved aliases and lost which scalars were quoted.
/// </summary>
internal sealed class TreeBuilder(IParser parser)
{
    private readonly List<Diagnostic> findings = [];

    public IReadOnlyList<Diagnostic> Findings => findings;

    public DocumentReadResult Build()
    {
        parser.MoveNext(); // the stream
        if (!parser.MoveNext() || parser.Current is not DocumentStart start)
            return Empty();
        if (start.Version is not null || !start.IsImplicit && start.Start.Line != start.End.Line)
            Report(DiagnosticCodes.Tag, start.Start, "a directive (%) stands before the document", "Remove the line.");
        parser.MoveNext();
        var root = Node(depth: 1);
        parser.MoveNext(); // the end of the document
        if (parser.MoveNext() && parser.Current is DocumentStart second)
            Report(DiagnosticCodes.SecondDocument, second.Start, "a second document begins here",
                "One file holds one document: move it to a file of its own, or remove the --- line.");
        if (findings.Count == 0 && root is DocumentNode.Scalar { Kind: ScalarKind.Null }) return Empty();
        return findings.Count == 0
            ? new DocumentReadResult(root, [])
            : new DocumentReadResult(null, findings) { Remains = root };
    }

    private static DocumentReadResult Empty() => new(null,
    [
        DocumentText.Finding(DiagnosticCodes.EmptyDocument, "the document is empty", 1, 1,
            $"Begin with apiVersion: {BlueprintReader.ApiVersion} and kind: {BlueprintReader.Kind}."),
    ]);

    // Reads the node at the current event and leaves the parser on that node's last event.
    private DocumentNode Node(int depth)
    {
        var current = parser.Current!;
        if (depth > YamlDocument.DepthLimit)
            throw new DepthException(current.Start);
        if (current is NodeEvent node) CheckProperties(node);
        switch (current)
        {
            case MappingStart start:
                return Mapping(start, depth);
            case SequenceStart start:
                return Sequence(start, depth);
            case Scalar scalar:
                return ScalarNode(scalar);
            default:
                Report(DiagnosticCodes.Anchor, current.Start, "an alias (*) stands here",
                    "Write the value out: blueprints have no aliases, so that every line means what it says.");
                return new DocumentNode.Scalar("", IsPlain: true, Line(current.Start), Column(current.Start));
        }
    }

    private DocumentNode.Mapping Mapping(MappingStart start, int depth)
    {
        var entries = new List<DocumentEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            var at = parser.Current!.Start;
            var key = Node(depth + 1);
            parser.MoveNext();
            var value = Node(depth + 1);
            if (key is not DocumentNode.Scalar { Text: var text } name
                || (name.Kind == ScalarKind.Null && text.Length == 0))
                Report(DiagnosticCodes.ComplexKey, at, $"{key.Noun} stands where a key belongs", "Write key: value.");
            else if (!seen.Add(text))
                Report(DiagnosticCodes.DuplicateKey, at, $"the key \"{text}\" is here a second time",
                    "Keep one of the two: readers disagree about which one counts.");
            else
                entries.Add(new DocumentEntry(name, value));
        }

        return new DocumentNode.Mapping(entries, Line(start.Start), Column(start.Start));
    }

    private DocumentNode.Sequence Sequence(SequenceStart start, int depth)
    {
        var items = new List<DocumentNode>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd) items.Add(Node(depth + 1));
        return new DocumentNode.Sequence(items, Line(start.Start), Column(start.Start));
    }

    private DocumentNode.Scalar ScalarNode(Scalar scalar)
    {
        var isPlain = scalar.Style == ScalarStyle.Plain;
        if (isPlain && PlainScalar.IsAmbiguous(scalar.Value))
            Report(DiagnosticCodes.AmbiguousScalar, scalar.Start,
                $"{scalar.Value} without quotes means different things to different YAML readers",
                AmbiguityHelp(scalar.Value));
        // Escapes in quotes can spell what the raw text may not hold.
        foreach (var character in scalar.Value)
        {
            if (!DocumentText.IsForbidden(character)) continue;
            Report(DiagnosticCodes.Encoding, scalar.Start, $"the character U+{(int)character:X4} is not allowed",
                "Remove the escape.");
            break;
        }

        return new DocumentNode.Scalar(scalar.Value, isPlain, Line(scalar.Start), Column(scalar.Start));
    }

    private void CheckProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            Report(DiagnosticCodes.Anchor, node.Start, $"an anchor (&{node.Anchor.Value}) stands here",
                "Remove it, and write the value out where it is used.");
        if (!node.Tag.IsEmpty)
            Report(DiagnosticCodes.Tag, node.Start, $"a tag ({node.Tag.Value}) stands here",
                "Remove it: the format says what type each value has.");
    }

    private static string AmbiguityHelp(string value) => value.ToLowerInvariant() switch
    {
        "yes" or "on" or "y" or "true" => "Write true, or put it in quotes if it is a text.",
        "no" or "off" or "n" or "false" => "Write false, or put it in quotes if it is a text.",
        "~" or "null" => "Remove the key, or give it a value.",
        "<<" => "Write the keys out: blueprints have no merge keys.",
        _ when value.Contains('_', StringComparison.Ordinal) =>
            $"Write {value.Replace("_", "", StringComparison.Ordinal)}.",
        _ when value[0] == '0' && value.TrimStart('0').All(char.IsAsciiDigit) =>
            $"Write {value.TrimStart('0').PadLeft(1, '0')}, or put it in quotes if it is a text.",
        _ => "Write a plain decimal number, or put it in quotes if it is a text.",
    };

    private void Report(string code, Mark at, string message, string help) =>
        findings.Add(DocumentText.Finding(code, message, at.Line, at.Column, help));

    private static int Line(Mark mark) => (int)mark.Line;

    private static int Column(Mark mark) => (int)mark.Column;
}
