using SpecSkills.Core.Blueprints.Documents;

namespace SpecSkills.Core.Blueprints.Reading;

/// <summary>
/// Reads one section key by key, remembers which keys it was asked for, and reports the rest as unknown. A value that
/// cannot be read is reported and its fallback returned, so that reading goes on and finds everything; the fallback
/// never leaves the reader, because an unreadable document yields no typed one.
/// </summary>
internal sealed class SectionReader(
    DocumentNode.Mapping section, DocumentNode anchor, string path, DiagnosticSink sink)
{
    private readonly List<string> asked = [];

    public string Path => path;

    /// <summary>All keys with their values, for sections whose keys are the user's own.</summary>
    public IReadOnlyList<DocumentEntry> Entries => section.Entries;

    public bool Has(string key) => section.Find(key) is not null;

    /// <summary>A value that must be there.</summary>
    public T Required<T>(string key, ScalarFormat<T> format)
    {
        var node = Ask(key, required: true, format.Example);
        return node is null ? Nothing<T>() : Value(node, DocumentPath.Child(path, key), format, Nothing<T>());
    }

    /// <summary>A value with a default.</summary>
    public T Optional<T>(string key, ScalarFormat<T> format, T fallback) =>
        Ask(key) is { } node ? Value(node, DocumentPath.Child(path, key), format, fallback) : fallback;

    /// <summary>A value that may be absent.</summary>
    public T? Nullable<T>(string key, ScalarFormat<T> format) where T : struct =>
        Ask(key) is { } node ? Value(node, DocumentPath.Child(path, key), format, default) : null;

    /// <summary>A text that may be absent.</summary>
    public T? Maybe<T>(string key, ScalarFormat<T> format) where T : class =>
        Ask(key) is { } node ? Value(node, DocumentPath.Child(path, key), format, null!) : null;

    /// <summary>A section below this one; null when it is absent or not a section.</summary>
    public SectionReader? Section(string key, bool required = false)
    {
        if (Ask(key, required) is not { } node) return null;
        return Section(node, section.Find(key)!.Key, DocumentPath.Child(path, key));
    }

    /// <summary>A list of values; empty when it is absent.</summary>
    public IReadOnlyList<T> List<T>(string key, ScalarFormat<T> format, int most, int least = 0, bool required = false)
    {
        var values = new List<T>();
        foreach (var (item, itemPath) in Items(key, most, least, required))
            values.Add(Value(item, itemPath, format, Nothing<T>()));
        return values;
    }

    /// <summary>A list of sections; empty when it is absent.</summary>
    public IEnumerable<SectionReader> Sections(string key, int most, int least = 0)
    {
        foreach (var (item, itemPath) in Items(key, most, least, required: false))
            if (Section(item, item, itemPath) is { } reader)
                yield return reader;
    }

    /// <summary>Keys of the user's own choice with their values; empty when it is absent.</summary>
    public IReadOnlyDictionary<string, T> Map<T>(
        string key, ScalarFormat<string> keys, ScalarFormat<T> values, int most)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        if (Section(key) is not { } reader) return map;
        if (reader.Entries.Count > most)
            Fail(DiagnosticCodes.ListLength, reader.Entries[most].Key, reader.Path,
                $"{reader.Entries.Count} entries, and at most {most} are read", "Remove some.");
        foreach (var entry in reader.Entries)
        {
            var entryPath = DocumentPath.Child(reader.Path, entry.Key.Text);
            var name = entry.Key with { IsPlain = false };
            if (Check(name, entry.Key.Text, reader.Path, keys, out _) is not null)
                map[entry.Key.Text] = Value(entry.Value, entryPath, values, Nothing<T>());
        }

        return map;
    }

    /// <summary>One value at a node.</summary>
    public T Value<T>(DocumentNode node, string at, ScalarFormat<T> format, T fallback)
    {
        if (node is not DocumentNode.Scalar scalar)
        {
            Fail(DiagnosticCodes.WrongShape, node, at, $"{node.Noun} was found where {format.Noun} belongs",
                $"Write a single value, such as {format.Example}.");
            return fallback;
        }

        return Check(scalar, scalar.Text, at, format, out var value) is null ? fallback : value;
    }

    /// <summary>Reports a value that was read and makes no sense.</summary>
    public void Meaningless(string code, DocumentNode at, string atPath, string message, string help) =>
        sink.Meaningless(code, at, atPath, message, help);

    /// <summary>Reports something that cannot be read.</summary>
    public void Fail(string code, DocumentNode at, string atPath, string message, string help) =>
        sink.Unreadable(code, at, atPath, message, help);

    /// <summary>Reports every unknown key. Called last.</summary>
    public void Finish()
    {
        foreach (var entry in section.Entries)
        {
            if (asked.Contains(entry.Key.Text)) continue;
            var meant = Spelling.Closest(entry.Key.Text, asked.Where(known => !Has(known)));
            Fail(DiagnosticCodes.UnknownKey, entry.Key, DocumentPath.Child(path, entry.Key.Text),
                $"unknown key \"{entry.Key.Text}\" in {Place()}",
                meant is null ? $"Known keys here: {string.Join(", ", asked)}." : $"Did you mean {meant}?");
        }
    }

    private DocumentNode? Ask(string key, bool required = false, string? example = null)
    {
        asked.Add(key);
        if (section.Find(key) is { } entry) return entry.Value;
        if (required)
            Fail(DiagnosticCodes.MissingKey, anchor, DocumentPath.Child(path, key), $"{Place()} has no \"{key}\"",
                example is null ? $"Add the section {key}." : $"Add {key}: {example}");
        return null;
    }

    private SectionReader? Section(DocumentNode node, DocumentNode at, string sectionPath)
    {
        if (node is DocumentNode.Mapping mapping) return new SectionReader(mapping, at, sectionPath, sink);
        Fail(DiagnosticCodes.WrongShape, node, sectionPath, $"{node.Noun} was found where a section with keys belongs",
            node is DocumentNode.Sequence ? "Write key: value lines without dashes."
                : "Write key: value lines below it.");
        return null;
    }

    private IEnumerable<(DocumentNode Item, string Path)> Items(string key, int most, int least, bool required)
    {
        if (Ask(key, required, "[...]") is not { } node) yield break;
        var listPath = DocumentPath.Child(path, key);
        if (node is not DocumentNode.Sequence list)
        {
            Fail(DiagnosticCodes.WrongShape, node, listPath, $"{node.Noun} was found where a list belongs",
                "Begin each entry with a dash, or write [a, b].");
            yield break;
        }

        if (list.Items.Count < least || list.Items.Count > most)
            Fail(DiagnosticCodes.ListLength, list, listPath,
                $"the list has {list.Items.Count} entries, and {least} to {most} are allowed",
                list.Items.Count < least ? "Add an entry." : "Remove some.");
        for (var i = 0; i < list.Items.Count && i < most; i++)
            yield return (list.Items[i], DocumentPath.Item(listPath, i));
    }

    // Rules look at what was read beside a value that was not: no text of it may be null.
    private static T Nothing<T>() => typeof(T) == typeof(string) ? (T)(object)"" : default!;

    private string Place() => path.Length == 0 ? "the document" : path;

    // Returns the text when the value can be used, in or out of range; null when there is no value.
    private string? Check<T>(DocumentNode.Scalar scalar, string text, string at, ScalarFormat<T> format, out T value)
    {
        value = default!;
        if (!HasRightType(scalar, format) || !format.Parse(text, out value))
        {
            if (format.HasForm(text))
                Fail(DiagnosticCodes.OutOfRange, scalar, at, $"{scalar.Noun} is not {format.Noun}",
                    $"Choose a value in that range, such as {format.Example}.");
            else
                Fail(format.Code, scalar, at, $"{scalar.Noun} was found where {format.Noun} belongs",
                    scalar.Kind == ScalarKind.Null ? $"Give it a value, such as {format.Example}, or remove the key."
                        : format.Suggest(text) ?? $"Write it like {format.Example}.");
            return null;
        }

        if (!format.InRange(value))
            sink.Meaningless(DiagnosticCodes.OutOfRange, scalar, at, $"{text} is not {format.Noun}",
                format.Suggest(text) is { } hint && hint.Contains(" means ", StringComparison.Ordinal)
                    ? hint : $"Choose a value in that range, such as {format.Example}.");
        return text;
    }

    private static bool HasRightType<T>(DocumentNode.Scalar scalar, ScalarFormat<T> format) => scalar.Kind switch
    {
        ScalarKind.Text => !format.IsNumber && !format.IsBoolean,
        ScalarKind.Boolean => format.IsBoolean,
        ScalarKind.Whole or ScalarKind.Number => format.IsNumber || format.AllowsNumber,
        _ => false,
    };
}
