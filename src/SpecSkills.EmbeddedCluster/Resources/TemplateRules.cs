using System.Globalization;
using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>The pod template of a workload's spec.</summary>
internal static class TemplateRules
{
    public static Obj Default(Obj spec) => spec.At("template", "spec") is Obj podSpec
        ? spec.WithAt(["template", "spec"], PodSpecRules.Default(podSpec))
        : spec;

    public static void Validate(Obj spec, ValidationErrors errors)
    {
        var podSpec = spec.At("template", "spec") as Obj ?? Obj.Empty;
        MetadataValidation.ValidateAnnotations(
            spec.At("template", "metadata", "annotations") as Obj, "spec.template.metadata.annotations", errors);
        PodSpecRules.Validate(podSpec, "spec.template.spec", errors);
        if (podSpec.Text("restartPolicy") is { } policy and not "Always" and ("OnFailure" or "Never"))
            errors.Unsupported("spec.template.spec.restartPolicy", policy, "Always");
    }

    /// <summary>A variable set twice in one container: apply loses the first.</summary>
    public static IEnumerable<string> Warnings(Obj spec)
    {
        var containers = (spec.At("template", "spec", "containers") as Arr ?? Arr.Empty).Objects.ToList();
        for (var i = 0; i < containers.Count; i++)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var variables = containers[i].Objects("env").ToList();
            for (var j = 0; j < variables.Count; j++)
                if (!seen.Add(variables[j].Text("name") ?? ""))
                    yield return string.Create(CultureInfo.InvariantCulture,
                        $"spec.template.spec.containers[{i}].env[{j}]: hides previous definition of ")
                        + $"\"{variables[j].Text("name")}\", which may be dropped when using apply";
        }
    }
}
