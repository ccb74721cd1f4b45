using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Storage.Yaml;

namespace SpecSkills.Storage.Schemas;

/// <summary>
/// <c>blueprints/schema.yaml</c>, compiled once per process. The copy built into this assembly is used, not the file in
/// the workspace: what an agent can edit must not decide what is valid.
/// </summary>
public static class DocumentSchema
{
    private const string ResourceName = "schema.yaml";

    /// <summary>
    /// NJsonSchema matches patterns through the static regex cache, which holds 15; the schema has a few dozen, and
    /// each eviction costs a compilation. Can go when NJsonSchema keeps compiled patterns itself.
    /// </summary>
    private const int PatternCacheSize = 128;

    private static readonly Lazy<JsonSchema> Compiled = new(Compile);

    /// <summary>Findings of the schema about a blueprint, with the places of its tree.</summary>
    public static IReadOnlyList<Diagnostic> ValidateBlueprint(DocumentNode root) =>
        Validate(root, BlueprintReader.Kind);

    /// <summary>Findings of the schema about a policy, with the places of its tree.</summary>
    public static IReadOnlyList<Diagnostic> ValidatePolicy(DocumentNode root) =>
        Validate(root, GovernancePolicyReader.Kind);

    /// <summary>The schema's text, as shipped.</summary>
    public static string ReadText()
    {
        using var stream = typeof(DocumentSchema).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly was built without {ResourceName}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static List<Diagnostic> Validate(DocumentNode root, string kind)
    {
        var findings = new List<Diagnostic>();
        foreach (var error in Compiled.Value.Definitions[kind].Validate(JsonTree.Of(root))) Add(error, root, findings);
        return findings;
    }

    private static void Add(ValidationError error, DocumentNode root, List<Diagnostic> findings)
    {
        // NJsonSchema writes "#/spec.scaling.metrics[0].weight"; ours is the same without the head.
        var path = (error.Path ?? "").TrimStart('#', '/');
        var (line, column) = DocumentPath.Locate(root, path);
        findings.Add(new Diagnostic(
            DiagnosticCodes.Schema, DiagnosticSeverity.Error, $"the schema refuses this: {Words(error)}", line, column,
            path, "See the field in blueprints/schema.yaml."));
    }

    // "PatternMismatch" -> "pattern mismatch", and the bound where there is one.
    private static string Words(ValidationError error)
    {
        var words = Regex.Replace(error.Kind.ToString(), "(?<=[a-z])[A-Z]", match => $" {match.Value}")
            .ToLowerInvariant();
        return error.Kind switch
        {
            ValidationErrorKind.NumberTooSmall => $"{words}, the least is {error.Schema.Minimum}",
            ValidationErrorKind.NumberTooBig => $"{words}, the most is {error.Schema.Maximum}",
            _ => words,
        };
    }

    private static JsonSchema Compile()
    {
        Regex.CacheSize = Math.Max(Regex.CacheSize, PatternCacheSize);
        var document = YamlDocument.Read(ReadText());
        if (document.Root is null || JsonTree.Of(document.Root) is not JObject schema)
            throw new InvalidOperationException($"{ResourceName} is not readable: {document.Diagnostics[0].Message}");
        AnchorPatterns(schema);
        // The overload without a file path is asynchronous only for references to other files; there are none.
        return JsonSchema.FromJsonAsync(schema.ToString()).GetAwaiter().GetResult();
    }

    // "$" in .NET also stands before a last line break, in JSON Schema it does not: "80%\n" is no percentage.
    private static void AnchorPatterns(JObject schema)
    {
        foreach (var property in schema.Descendants().OfType<JProperty>().ToArray())
        {
            if (property is { Name: "pattern", Value: JValue { Value: string pattern } })
                property.Value = Anchored(pattern);
            if (property is { Name: "patternProperties", Value: JObject patterns })
                property.Value = new JObject(
                    patterns.Properties().Select(entry => new JProperty(Anchored(entry.Name), entry.Value)));
        }
    }

    private static string Anchored(string pattern) =>
        pattern.EndsWith('$') ? string.Concat(pattern.AsSpan(0, pattern.Length - 1), @"\z") : pattern;
}
