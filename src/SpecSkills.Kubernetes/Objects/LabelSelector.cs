using System.Text.Json;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Objects;

/// <summary>A metav1.LabelSelector: as query text, and matched here. An unknown operator matches nothing.</summary>
internal sealed class LabelSelector
{
    private readonly List<Requirement> requirements = [];

    private LabelSelector()
    {
    }

    /// <summary>Reads a selector object; null for a missing one, which in most places means "nothing".</summary>
    public static LabelSelector? Read(JsonElement? selector)
    {
        if (selector is not { ValueKind: JsonValueKind.Object } element) return null;
        var read = new LabelSelector();
        foreach (var label in element.PropertiesAt("matchLabels"))
            read.requirements.Add(new Requirement(label.Name, "In", [label.Value.GetString() ?? ""]));
        foreach (var expression in element.ItemsAt("matchExpressions"))
            read.requirements.Add(new Requirement(
                expression.TextAt("key") ?? "", expression.TextAt("operator") ?? "",
                [.. expression.ItemsAt("values").Select(value => value.ToString())]));
        return read;
    }

    /// <summary>The query form. A sample: <c>app=web,tier in (a,b),!canary</c>.</summary>
    public string Query => string.Join(',', requirements.Select(each => each.Operator switch
    {
        "In" when each.Values.Count == 1 => $"{each.Key}={each.Values[0]}",
        "In" => $"{each.Key} in ({string.Join(',', each.Values)})",
        "NotIn" => $"{each.Key} notin ({string.Join(',', each.Values)})",
        "Exists" => each.Key,
        _ => $"!{each.Key}",
    }));

    /// <summary>True when an object with these labels is selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        requirements.TrueForAll(each => each.Operator switch
    {
        "In" => labels.TryGetValue(each.Key, out var value) && each.Values.Contains(value),
        "NotIn" => !labels.TryGetValue(each.Key, out var value) || !each.Values.Contains(value),
        "Exists" => labels.ContainsKey(each.Key),
        "DoesNotExist" => !labels.ContainsKey(each.Key),
        _ => false,
    });

    /// <summary>The labels of a metadata object.</summary>
    public static Dictionary<string, string> LabelsOf(JsonElement owner, params ReadOnlySpan<string> metadataPath)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (owner.At(metadataPath) is { } metadata)
            foreach (var label in metadata.PropertiesAt("labels"))
                if (label.Value.ValueKind == JsonValueKind.String)
                    labels[label.Name] = label.Value.GetString()!;
        return labels;
    }

    private sealed record Requirement(string Key, string Operator, IReadOnlyList<string> Values);
}
