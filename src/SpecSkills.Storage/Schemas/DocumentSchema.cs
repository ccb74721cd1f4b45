using System.Globalization;
using Json.Pointer;
using Json.Schema;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Storage.Yaml;

namespace SpecSkills.Storage.Schemas;

/// <summary>
/// <c>blueprints/schema.yaml</c>, built once per process for each kind of document. The copy built into this assembly
/// is used, not the file in the workspace: what an agent can edit must not decide what is valid.
/// </summary>
public static class DocumentSchema
{
    private const string ResourceName = "schema.yaml";
    private const string Definitions = "definitions";

    // Most documents are valid, and where they are not the place is asked for in a second run: a list of results costs
    // several times what the answer alone does.
    private static readonly EvaluationOptions Answer = new() { OutputFormat = OutputFormat.Flag };
    private static readonly EvaluationOptions Places = new() { OutputFormat = OutputFormat.List };

    private static readonly Lazy<DocumentNode.Mapping> Source = new(ReadSource);
    private static readonly Lazy<JsonSchema> Blueprint = new(() => Build(BlueprintReader.Kind));
    private static readonly Lazy<JsonSchema> Policy = new(() => Build(GovernancePolicyReader.Kind));

    /// <summary>Findings of the schema about a blueprint, with the places of its tree.</summary>
    public static IReadOnlyList<Diagnostic> ValidateBlueprint(DocumentNode root) => Validate(root, Blueprint.Value);

    /// <summary>Findings of the schema about a policy, with the places of its tree.</summary>
    public static IReadOnlyList<Diagnostic> ValidatePolicy(DocumentNode root) => Validate(root, Policy.Value);

    /// <summary>The schema's text, as shipped.</summary>
    public static string ReadText()
    {
        using var stream = typeof(DocumentSchema).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly was built without {ResourceName}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static List<Diagnostic> Validate(DocumentNode root, JsonSchema schema)
    {
        var instance = JsonTree.Of(root);
        if (schema.Evaluate(instance, Answer).IsValid) return [];
        var findings = new List<Diagnostic>();
        var results = schema.Evaluate(instance, Places);
        foreach (var result in (results.Details ?? []).Prepend(results)) Add(result, root, findings);
        // A refusal without a place would count as no finding.
        if (findings.Count == 0) findings.Add(Finding(root, "", "not valid"));
        return findings;
    }

    private static void Add(EvaluationResults result, DocumentNode root, List<Diagnostic> findings)
    {
        if (result.IsValid || result.Errors is not { } errors) return;
        var path = PathOf(result.InstanceLocation, root);
        foreach (var (word, text) in errors)
        {
            if (word == SchemaDialect.Required)
            {
                foreach (var key in text.Split(SchemaDialect.KeySeparator))
                    findings.Add(Finding(root, DocumentPath.Child(path, key), "property required"));
            }
            else
            {
                // The only error without a word is that of "additionalProperties: false".
                findings.Add(Finding(root, path, word.Length == 0 ? "no additional properties allowed" : text));
            }
        }
    }

    private static Diagnostic Finding(DocumentNode root, string path, string words)
    {
        var (line, column) = DocumentPath.Locate(root, path);
        return new Diagnostic(
            DiagnosticCodes.Schema, DiagnosticSeverity.Error, $"the schema refuses this: {words}", line, column, path,
            "See the field in blueprints/schema.yaml.");
    }

    // A sample: "/spec/scaling/metrics/0/weight" is "spec.scaling.metrics[0].weight". A number is a key of its own in
    // a section, so the document decides which of the two it is.
    private static string PathOf(JsonPointer pointer, DocumentNode root)
    {
        var path = "";
        DocumentNode? node = root;
        for (var at = 0; at < pointer.SegmentCount; at++)
        {
            // "~1" is a slash and "~0" the sign itself, in this order (RFC 6901).
            var step = pointer[at].ToString().Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            if (node is DocumentNode.Sequence list)
            {
                var index = int.Parse(step, NumberStyles.None, CultureInfo.InvariantCulture);
                path = DocumentPath.Item(path, index);
                node = list.Items[index];
            }
            else
            {
                path = DocumentPath.Child(path, step);
                node = (node as DocumentNode.Mapping)?.Find(step)?.Value;
            }
        }

        return path;
    }

    private static DocumentNode.Mapping ReadSource()
    {
        var document = YamlDocument.Read(ReadText());
        return document.Root as DocumentNode.Mapping ?? throw new InvalidOperationException(
            $"{ResourceName} is not readable: {document.Diagnostics[0].Message}");
    }

    // The definition of one kind, with the others beside it for its references.
    private static JsonSchema Build(string kind)
    {
        var definitions = Source.Value.Find(Definitions)!;
        var definition = (DocumentNode.Mapping)((DocumentNode.Mapping)definitions.Value).Find(kind)!.Value;
        var root = definition with { Entries = [.. definition.Entries, definitions] };
        return JsonSchema.Build(JsonTree.Of(Anchored(root)), SchemaDialect.BuildOptions());
    }

    // "$" in .NET also stands before a last line break, in JSON Schema it does not: "80%\n" is no percentage.
    private static DocumentNode Anchored(DocumentNode node) => node switch
    {
        DocumentNode.Mapping mapping => mapping with { Entries = [.. mapping.Entries.Select(AnchoredEntry)] },
        DocumentNode.Sequence list => list with { Items = [.. list.Items.Select(Anchored)] },
        _ => node,
    };

    private static DocumentEntry AnchoredEntry(DocumentEntry entry) => entry switch
    {
        { Key.Text: "pattern", Value: DocumentNode.Scalar pattern } => entry with { Value = Anchored(pattern) },
        { Key.Text: "patternProperties", Value: DocumentNode.Mapping patterns } => entry with
        {
            Value = patterns with
            {
                Entries =
                [
                    .. patterns.Entries.Select(one => new DocumentEntry(Plain(Anchored(one.Key)), Anchored(one.Value))),
                ],
            },
        },
        _ => entry with { Value = Anchored(entry.Value) },
    };

    private static DocumentNode.Scalar Anchored(DocumentNode.Scalar pattern) =>
        pattern.Text.EndsWith('$') ? pattern with { Text = $@"{pattern.Text[..^1]}\z" } : pattern;

    // JsonSchema.Net 8.0.5 looks a key's pattern up by its step in a JSON pointer, where "/" is "~1" and "~" is "~0":
    // it does not find it and throws. Written as codes they mean the same. Can go when the library is corrected.
    private static DocumentNode.Scalar Plain(DocumentNode.Scalar pattern) => pattern with
    {
        Text = pattern.Text.Replace("/", @"\x2f", StringComparison.Ordinal)
            .Replace("~", @"\x7e", StringComparison.Ordinal),
    };
}
