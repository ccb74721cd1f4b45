using System.Text.Json;
using k8s;
using k8s.Models;
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
        try
        {
            return Of(KubernetesJson.Deserialize<V1LabelSelector>(element));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The selector of a model; null for a missing one.</summary>
    public static LabelSelector? Of(V1LabelSelector? selector)
    {
        if (selector is null) return null;
        var read = new LabelSelector();
        foreach (var (key, value) in selector.MatchLabels ?? new Dictionary<string, string>())
            read.requirements.Add(new Requirement(key, "In", [value ?? ""]));
        foreach (var expression in selector.MatchExpressions ?? [])
            read.requirements.Add(new Requirement(
                expression.Key ?? "", expression.OperatorProperty ?? "", [.. expression.Values ?? []]));
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
