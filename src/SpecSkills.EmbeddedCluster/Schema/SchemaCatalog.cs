using System.Globalization;
using System.Reflection;

namespace SpecSkills.EmbeddedCluster.Schema;

/// <summary>All types of one server version, read from the embedded <c>*.schema</c> texts.</summary>
internal sealed class SchemaCatalog
{
    private static readonly Lazy<SchemaCatalog> V33 = new(() => new SchemaCatalog(33));
    private static readonly Lazy<SchemaCatalog> V36 = new(() => new SchemaCatalog(36));

    private readonly Dictionary<string, SchemaType> types = new(StringComparer.Ordinal);

    private SchemaCatalog(int minorVersion)
    {
        MinorVersion = minorVersion;
        var assembly = Assembly.GetExecutingAssembly();
        var unresolved = new List<(SchemaElement Element, string Name)>();
        foreach (var resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
            if (resource.EndsWith(".schema", StringComparison.Ordinal))
                Read(assembly, resource, unresolved);
        foreach (var (element, name) in unresolved)
            element.Struct = types[name];
    }

    public int MinorVersion { get; }

    public IReadOnlyDictionary<string, SchemaType> Types => types;

    public SchemaType this[string name] => types[name];

    public static SchemaCatalog For(int minorVersion) => minorVersion >= 36 ? V36.Value : V33.Value;

    private void Read(Assembly assembly, string resource, List<(SchemaElement, string)> unresolved)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        SchemaType? type = null;
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (words[0] == "type" && line[0] == 't')
            {
                type = new SchemaType(words[1], atomic: words.Length > 2 && words[2] == "atomic");
                types.Add(type.Name, type);
                continue;
            }
            var field = ReadField(words, unresolved);
            if (type is null)
                throw new InvalidOperationException($"{resource}: field before any type: {line}");
            if (field.Since <= MinorVersion)
                type.Add(field);
        }
    }

    private static SchemaField ReadField(string[] words, List<(SchemaElement, string)> unresolved)
    {
        var field = new SchemaField(string.Intern(words[0]), ReadElement(words[1], unresolved));
        foreach (var word in words[2..])
            field = word switch
            {
                "!" => field with { AlwaysWritten = true },
                "*" => field with { Pointer = true },
                "atomic" => field with { Atomic = true },
                "set" => field with { Set = true },
                "retain" => field with { RetainKeys = true },
                "since36" => field with { Since = 36 },
                _ when word.StartsWith("key(", StringComparison.Ordinal) =>
                    field with { Keys = word[4..^1].Split(',') },
                _ when word.StartsWith("merge(", StringComparison.Ordinal) => field with { MergeKey = word[6..^1] },
                _ when word[0] == '=' => field with { Default = ReadDefault(word[1..], field.Element) },
                _ => throw new InvalidOperationException($"unknown word {word} at field {words[0]}"),
            };
        return field;
    }

    private static Value ReadDefault(string text, SchemaElement element) => element.Shape switch
    {
        SchemaShape.Struct => Obj.Empty,
        SchemaShape.Int32 or SchemaShape.Int64 => long.Parse(text, CultureInfo.InvariantCulture),
        _ => new Str(text),
    };

    private static SchemaElement ReadElement(string text, List<(SchemaElement, string)> unresolved)
    {
        if (text.StartsWith("[]", StringComparison.Ordinal))
        {
            var item = ReadElement(text[2..], unresolved);
            return new SchemaElement(SchemaShape.List, "[]" + item.GoName) { Item = item };
        }
        if (text.StartsWith("map[", StringComparison.Ordinal))
        {
            var item = ReadElement(text[4..^1], unresolved);
            return new SchemaElement(SchemaShape.Map, "map[string]" + item.GoName) { Item = item };
        }
        var scalar = text switch
        {
            "string" => new SchemaElement(SchemaShape.Text, "string"),
            "bool" => new SchemaElement(SchemaShape.Flag, "bool"),
            "int32" => new SchemaElement(SchemaShape.Int32, "int32"),
            "int64" => new SchemaElement(SchemaShape.Int64, "int64"),
            "float" => new SchemaElement(SchemaShape.Real, "float64"),
            "quantity" => new SchemaElement(SchemaShape.Quantity, "resource.Quantity"),
            "time" => new SchemaElement(SchemaShape.Time, "string"),
            "microtime" => new SchemaElement(SchemaShape.MicroTime, "string"),
            "intstr" => new SchemaElement(SchemaShape.IntOrString, "intstr.IntOrString"),
            "bytes" => new SchemaElement(SchemaShape.Bytes, "[]uint8"),
            "any" => new SchemaElement(SchemaShape.Any, "any"),
            _ => null,
        };
        if (scalar is not null)
            return scalar;
        var reference = new SchemaElement(SchemaShape.Struct, "v1." + text);
        unresolved.Add((reference, text));
        return reference;
    }
}
