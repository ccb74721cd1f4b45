using SpecSkills.EmbeddedCluster.Selection;
using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>A workload's selector, its template's labels and the fact that a selector never changes.</summary>
internal static class SelectorRules
{
    public static void Validate(Obj spec, ValidationErrors errors)
    {
        var selector = spec.Object("selector");
        if (selector is null)
        {
            errors.Required("spec.selector");
            return;
        }
        if (selector.Count == 0)
            errors.InvalidAs("spec.selector", selector, GoSyntax(selector), "empty selector is invalid for deployment");
        var labels = spec.Object("template")?.Object("metadata")?.Object("labels") ?? Obj.Empty;
        if (!LabelFilter.Of(selector).Matches(labels))
            errors.Invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
        MetadataValidation.ValidateLabels(labels, "spec.template.metadata.labels", errors);
    }

    public static void ValidateUnchanged(Obj value, Obj old, ValidationErrors errors)
    {
        var selector = value.Object("spec")!.Object("selector") ?? Obj.Empty;
        if (!Equals(selector, old.Object("spec")!.Object("selector")))
            errors.InvalidAs("spec.selector", selector, GoSyntax(selector), "field is immutable");
    }

    private static string GoSyntax(Obj selector)
    {
        var labels = selector.Object("matchLabels") is { } map
            ? "map[string]string{" + string.Join(", ", map.Select(pair => $"\"{pair.Key}\":{pair.Value}")) + "}"
            : "map[string]string(nil)";
        return $"v1.LabelSelector{{MatchLabels:{labels}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}}";
    }
}
