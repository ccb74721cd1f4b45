using YamlDotNet.RepresentationModel;

namespace SpecSkills.Kubernetes.Configuration;

/// <summary>
/// One mapping of a kubeconfig with the place it stands at. Scalars are read strictly as kubectl's decoder does: a text
/// is a text, a boolean is <c>true</c> or <c>false</c>. What does not fit becomes a problem, and null.
/// </summary>
internal sealed class KubeconfigNode(string file, string path, YamlMappingNode map, ICollection<string> problems)
{
    public string File => file;

    public string Path => path;

    public long Line => map.Start.Line;

    public ICollection<string> Problems => problems;

    public bool Has(string key) => Value(key) is not null;

    /// <summary>A text; null when the key is missing, null or empty, which kubectl does not tell apart.</summary>
    public string? Text(string key)
    {
        switch (Value(key))
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return string.IsNullOrEmpty(scalar.Value) ? null : scalar.Value;
            case { } other:
                Report(other.Start.Line, key, $"a {Described(other)}", "a text", "write it on one line");
                return null;
        }
    }

    public bool Flag(string key)
    {
        switch (Value(key))
        {
            case null:
                return false;
            case YamlScalarNode { Value: "true" or "false" } scalar:
                return scalar.Value == "true";
            case { } other:
                Report(other.Start.Line, key, $"a {Described(other)}", "true or false",
                    "write one of the two, unquoted");
                return false;
        }
    }

    public KubeconfigNode? Map(string key)
    {
        switch (Value(key))
        {
            case null:
                return null;
            case YamlMappingNode inner:
                return new KubeconfigNode(file, At(key), inner, problems);
            case { } other:
                Report(other.Start.Line, key, $"a {Described(other)}", "a mapping", "indent its keys below it");
                return null;
        }
    }

    public IReadOnlyList<KubeconfigNode> Maps(string key)
    {
        var found = new List<KubeconfigNode>();
        var index = 0;
        foreach (var item in Items(key))
        {
            if (item is YamlMappingNode inner)
                found.Add(new KubeconfigNode(file, $"{At(key)}[{index}]", inner, problems));
            else
                Report(item.Start.Line, $"{key}[{index}]", $"a {Described(item)}", "a mapping",
                    "give it a name and its keys");
            index++;
        }

        return found;
    }

    public IReadOnlyList<string> Texts(string key)
    {
        var found = new List<string>();
        foreach (var item in Items(key))
            if (item is YamlScalarNode scalar) found.Add(scalar.Value ?? "");
            else Report(item.Start.Line, key, $"a {Described(item)}", "a list of texts",
                "write each on a line of its own");
        return found;
    }

    /// <param name="key">Key the problem is about.</param>
    /// <param name="found">What stands there, without anything secret.</param>
    /// <param name="allowed">What may.</param>
    /// <param name="next">What to do.</param>
    public void Report(string key, string found, string allowed, string next) =>
        Report(Value(key)?.Start.Line ?? Line, key, found, allowed, next);

    private void Report(long line, string key, string found, string allowed, string next) =>
        problems.Add($"{file}:{line}: {At(key)}: found {found}; allowed is {allowed}; {next}.");

    private YamlSequenceNode Items(string key)
    {
        switch (Value(key))
        {
            case YamlSequenceNode items:
                return items;
            case null:
                return [];
            case { } other:
                Report(other.Start.Line, key, $"a {Described(other)}", "a list", "begin each item with '- '");
                return [];
        }
    }

    private YamlNode? Value(string key)
    {
        foreach (var (name, value) in map.Children)
            if (name is YamlScalarNode { Value: { } text } && text == key)
                return value is YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "null" or "~" or "" }
                    ? null
                    : value;
        return null;
    }

    private string At(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string Described(YamlNode node) => node switch
    {
        YamlMappingNode => "mapping",
        YamlSequenceNode => "list",
        _ => "text",
    };
}
