using System.Text;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Storage.Yaml;

namespace SpecSkills.Storage.Schemas;

/// <summary>
/// The schema as a page for people: every field of both kinds of document with what it means, its unit, what is
/// allowed, its default and an example. Made from the schema alone, so that the page cannot differ from it.
/// </summary>
public sealed class SchemaReference
{
    /// <summary>A longer pattern explains nothing to a reader; the example does.</summary>
    private const int LongPattern = 60;

    private readonly DocumentNode root;
    private readonly StringBuilder page = new();

    private SchemaReference(DocumentNode root) => this.root = root;

    /// <summary>The page, as Markdown.</summary>
    public static string Write()
    {
        var document = YamlDocument.Read(DocumentSchema.ReadText());
        var reference = new SchemaReference(document.Root ?? throw new InvalidOperationException(
            $"The schema is not readable: {document.Diagnostics[0].Message}"));
        return reference.Page();
    }

    private string Page()
    {
        page.Append("""
            # Blueprint reference

            Made from [blueprints/schema.yaml](../blueprints/schema.yaml) with `specskills blueprint reference`; edit
            the schema, not this page. Editors complete and explain the same fields through the first line of each
            file (`# yaml-language-server: $schema=...`). What fields mean together is checked by `specskills validate`.

            Durations are `500ms`, `60s`, `1h`, `90d`; percentages `80%`; rates `100 req/s`; money `100 USD`; cpu and
            memory Kubernetes quantities (`50m`, `128Mi`). **Bold** fields are required.

            """);
        Kind(BlueprintReader.Kind);
        Kind(GovernancePolicyReader.Kind);
        page.Append('\n').Append("# Operations\n\nThe names that the lists of `agent_authority` may hold.\n\n");
        if (Find("definitions.Operation") is { } operation) page.Append(Allowed(operation)).Append('\n');
        return page.ToString();
    }

    private void Kind(string kind)
    {
        var definition = Find($"definitions.{kind}")!;
        page.Append('\n').Append("# ").Append(kind).Append("\n\n").Append(Text(definition, "description")).Append('\n');
        Section(definition, "");
    }

    private void Section(DocumentNode section, string path)
    {
        var fields = Fields(section).ToList();
        if (fields.Count == 0) return;
        if (path.Length > 0)
            page.Append($"\n## {path}\n\n{Text(section, "description")}\n");
        page.Append("\n| field | meaning | allowed | default | example |\n|---|---|---|---|---|\n");
        var required = Items(section, "required");
        foreach (var (key, field) in fields) Row(key, field, required.Contains(key));
        foreach (var (key, field) in fields)
        {
            var below = Child(path, key);
            Section(field, below);
            if (At(field, "items") is { } item) Section(Resolved(item), $"{below}[]");
            if (At(field, "additionalProperties") is DocumentNode.Mapping more) Section(Resolved(more), $"{below}.*");
        }
    }

    private void Row(string key, DocumentNode field, bool isRequired)
    {
        var name = isRequired ? $"**`{key}`**" : $"`{key}`";
        page.Append("| ").Append(name)
            .Append(" | ").Append(Cell(Text(field, "description")))
            .Append(" | ").Append(Cell(Allowed(field)))
            .Append(" | ").Append(Code(Text(field, "default")))
            .Append(" | ").Append(Code(Example(field))).Append(" |\n");
    }

    private string Allowed(DocumentNode field)
    {
        var choices = Items(field, "enum");
        if (choices.Count > 0) return string.Join(", ", choices.Select(Code));
        if (At(field, "anyOf") is DocumentNode.Sequence any)
            return string.Join(", or ", any.Items.Select(item => Allowed(Resolved(item))));
        if (At(field, "items") is { } item && Fields(Resolved(item)).Any()) return "list, below";
        if (At(field, "items") is { } entry) return $"list of: {Allowed(Resolved(entry))}";
        if (Fields(field).Any()) return "section, below";
        string[] parts =
        [
            Text(field, "x-unit"), Text(field, "x-range"),
            Text(field, "x-unit").Length + Text(field, "x-range").Length > 0 ? "" : Bounds(field),
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    private static string Bounds(DocumentNode field)
    {
        var types = Items(field, "type");
        var type = types.Count > 0 ? string.Join(" or ", types) : Text(field, "type");
        var (least, most) = (Text(field, "minimum"), Text(field, "maximum"));
        if (least.Length > 0 && most.Length > 0) return $"{type}, {least} to {most}";
        if (Text(field, "format") is { Length: > 0 } format) return format;
        if (Text(field, "maxLength") is { Length: > 0 } length) return $"text, at most {length} characters";
        if (Text(field, "pattern") is { Length: > 0 and < LongPattern } pattern) return $"{type} like {Code(pattern)}";
        return type == "object" ? "keys of your own" : type;
    }

    private static string Example(DocumentNode field) =>
        At(field, "examples") is DocumentNode.Sequence { Items: [var first, ..] } ? Inline(first) : "";

    private static string Inline(DocumentNode node) => node switch
    {
        DocumentNode.Scalar scalar => scalar.Text,
        DocumentNode.Sequence list => $"[{string.Join(", ", list.Items.Select(Inline))}]",
        DocumentNode.Mapping mapping =>
            $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key.Text}: {Inline(entry.Value)}"))}}}",
        _ => throw new InvalidOperationException($"{node.GetType().Name} is not listed here."),
    };

    private IEnumerable<(string Key, DocumentNode Field)> Fields(DocumentNode section) =>
        (At(section, "properties") as DocumentNode.Mapping)?.Entries
            .Select(entry => (entry.Key.Text, Resolved(entry.Value))) ?? [];

    private DocumentNode Resolved(DocumentNode node)
    {
        // #/definitions/AgentAuthority
        var reference = Text(node, "$ref");
        return reference.StartsWith("#/", StringComparison.Ordinal)
            ? Find(reference[2..].Replace('/', '.')) ?? node : node;
    }

    private DocumentNode? Find(string path) => ScalarEdit.Find(root, path);

    private static DocumentNode? At(DocumentNode node, string key) => (node as DocumentNode.Mapping)?.Find(key)?.Value;

    private static string Text(DocumentNode node, string key) =>
        At(node, key) is DocumentNode.Scalar scalar ? scalar.Text : "";

    private static List<string> Items(DocumentNode node, string key) =>
        At(node, key) is DocumentNode.Sequence list ? [.. list.Items.Select(Inline)] : [];

    private static string Child(string path, string key) => DocumentPath.Child(path, key);

    private static string Code(string text) => text.Length == 0 ? "" : $"`{Cell(text)}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
