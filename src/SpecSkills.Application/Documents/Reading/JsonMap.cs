using System.Globalization;
using System.Text.Json;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents.Reading;

/// <summary>
/// One JSON object while it is read: every key asked for is known, every other is a finding. A null value counts as
/// absent. Wrong values are collected and read as absent, so that one reading finds them all.
/// </summary>
internal sealed class JsonMap
{
    /// <summary>No text of these documents is longer, a query or an explanation included.</summary>
    private const int TextLimit = 4096;

    private readonly JsonElement element;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private JsonMap(JsonElement element, string path, JsonFindings findings)
    {
        this.element = element;
        Path = path;
        Findings = findings;
    }

    /// <summary>Where it is in the document, <c>$.deployment</c>.</summary>
    public string Path { get; }

    /// <summary>Where wrong values are reported.</summary>
    public JsonFindings Findings { get; }

    public static JsonMap? Open(JsonElement element, string path, JsonFindings findings)
    {
        if (element.ValueKind == JsonValueKind.Object) return new JsonMap(element, path, findings);
        findings.Add(DocumentCodes.WrongType, path, $"Found {Kind(element)} where an object belongs.",
            "Write a JSON object, { ... }.");
        return null;
    }

    /// <summary>The value of a key, unless it is absent or null.</summary>
    public JsonElement? Value(string key)
    {
        known.Add(key);
        return element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public string? Text(string key)
    {
        if (Value(key) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) return Wrong<string>(key, value, "a text");
        var text = value.GetString()!;
        if (text.Length <= TextLimit) return text;
        Findings.Add(DocumentCodes.TooLarge, $"{Path}.{key}", $"The text has {text.Length} characters.",
            $"Write at most {TextLimit}.");
        return null;
    }

    public string RequiredText(string key) => Required(key, Text(key), "") ?? "";

    /// <summary>A name that may reach a cluster.</summary>
    public string? Name(string key)
    {
        if (Text(key) is not { } text) return null;
        if (KubernetesName.IsValid(text)) return text;
        Findings.Add(DocumentCodes.WrongValue, $"{Path}.{key}", $"'{Shown(text)}' is not a Kubernetes name.",
            $"Use {KubernetesName.Allowed}.");
        return null;
    }

    public string RequiredName(string key) => Required(key, Name(key), "") ?? "";

    public int? Integer(string key)
    {
        if (Value(key) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : Wrong<int?>(key, value, "a whole number");
    }

    /// <summary>A whole number from 0.</summary>
    public int? Count(string key)
    {
        if (Integer(key) is not { } number) return null;
        if (number >= 0) return number;
        Findings.Add(DocumentCodes.WrongValue, $"{Path}.{key}", $"{number} is below 0.",
            "Write a whole number from 0.");
        return null;
    }

    public int RequiredCount(string key) => Required(key, Count(key), null) ?? 0;

    public long? Long(string key)
    {
        if (Value(key) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : Wrong<long?>(key, value, "a whole number");
    }

    public bool? Flag(string key) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => Wrong<bool?>(key, value, "true or false"),
    };

    public DateTimeOffset? Time(string key)
    {
        if (Text(key) is not { } text) return null;
        if (DocumentTime.TryParse(text, out var time)) return time;
        Findings.Add(DocumentCodes.WrongValue, $"{Path}.{key}", $"'{Shown(text)}' is not a time.",
            "Write RFC 3339 with an offset, such as 2026-11-22T10:00:00Z.");
        return null;
    }

    public DateTimeOffset RequiredTime(string key) => Required(key, Time(key), null) ?? default;

    /// <summary>A value of a closed list of words.</summary>
    public T? Word<T>(string key)
        where T : struct, Enum
    {
        if (Text(key) is not { } text) return null;
        if (WireWord.TryParse<T>(text, out var word)) return word;
        Findings.Add(DocumentCodes.WrongValue, $"{Path}.{key}", $"'{Shown(text)}' is not known here.",
            $"Write one of: {WireWord.All<T>()}.");
        return null;
    }

    public JsonMap? Map(string key) =>
        Value(key) is { } value ? Open(value, $"{Path}.{key}", Findings) : null;

    /// <summary>Reads a part and reports what it does not know; default when the part is absent.</summary>
    public T? Part<T>(string key, Func<JsonMap, T?> read)
        where T : class
    {
        if (Map(key) is not { } map) return null;
        var part = read(map);
        map.Finish();
        return part;
    }

    /// <summary>A list of objects; empty when absent.</summary>
    public IReadOnlyList<T> List<T>(string key, Func<JsonMap, T?> read)
        where T : class => Items(key, (item, path) =>
        {
            if (Open(item, path, Findings) is not { } map) return null;
            var value = read(map);
            map.Finish();
            return value;
        });

    /// <summary>
    /// A list of what <paramref name="read"/> reads from each element and its path; empty when absent.
    /// </summary>
    public IReadOnlyList<T> Items<T>(string key, Func<JsonElement, string, T?> read)
        where T : class
    {
        if (Value(key) is not { } value) return [];
        if (value.ValueKind != JsonValueKind.Array) return Wrong<IReadOnlyList<T>>(key, value, "a list") ?? [];
        var items = new List<T>(value.GetArrayLength());
        var index = 0;
        foreach (var item in value.EnumerateArray())
            if (read(item, $"{Path}.{key}[{index++}]") is { } read1)
                items.Add(read1);
        return items;
    }

    /// <summary>A list of texts; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string key) => Items(key, (item, path) =>
    {
        if (item.ValueKind == JsonValueKind.String) return item.GetString();
        Findings.Add(DocumentCodes.WrongType, path, $"Found {Kind(item)} where a text belongs.",
            "Write a text in quotes.");
        return null;
    });

    /// <summary>Every key with its value, in the document's order; all of them count as known.</summary>
    public IEnumerable<(string Key, JsonElement Value)> Everything()
    {
        foreach (var property in element.EnumerateObject())
        {
            known.Add(property.Name);
            yield return (property.Name, property.Value);
        }
    }

    /// <summary>
    /// Reports a required key that is not there. A value that was there and wrong is reported already.
    /// </summary>
    public T? Required<T>(string key, T? value, T? absent)
    {
        if (value is not null) return value;
        if (Value(key) is null)
            Findings.Add(DocumentCodes.MissingKey, $"{Path}.{key}", $"'{key}' is missing.", $"Add '{key}'.");
        return absent;
    }

    /// <summary>Reports every unknown key.</summary>
    public void Finish()
    {
        foreach (var property in element.EnumerateObject())
            if (!known.Contains(property.Name))
                Findings.Add(DocumentCodes.UnknownKey, Path, $"The key '{Shown(property.Name)}' is not known here.",
                    $"Known keys: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }

    public T? Wrong<T>(string key, JsonElement value, string wanted)
    {
        Findings.Add(DocumentCodes.WrongType, $"{Path}.{key}", $"Found {Kind(value)} where {wanted} belongs.",
            string.Create(CultureInfo.InvariantCulture, $"Write {wanted}."));
        return default;
    }

    /// <summary>Bounded and without control characters: it goes into a message.</summary>
    public static string Shown(string text) =>
        new([.. text.Take(60).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text '{Shown(value.GetString()!)}'",
        JsonValueKind.Number => $"the number {Shown(value.GetRawText())}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "nothing",
    };
}
