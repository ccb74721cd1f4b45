using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>HorizontalPodAutoscalers: stored and validated; nothing acts on them here.</summary>
internal sealed class AutoscalerRules : KindRules
{
    private const int DefaultCpuUtilization = 80;

    public override bool HasStatus => true;

    public override Obj Default(Obj value)
    {
        var spec = value.Object("spec") ?? Obj.Empty;
        if (spec.Array("metrics") is { Count: > 0 })
            return value;
        var target = Obj.Of(("type", "Utilization"), ("averageUtilization", DefaultCpuUtilization));
        var metric = Obj.Of(("type", "Resource"), ("resource", Obj.Of(("name", "cpu"), ("target", target))));
        return value.With("spec", spec.With("metrics", Arr.Of([metric])));
    }

    public override Obj PrepareForCreate(Obj value) =>
        value.With("status", Obj.Of(("desiredReplicas", 0), ("currentMetrics", Null.Instance)));

    public override void Validate(Obj value, ValidationErrors errors)
    {
        MetadataValidation.Validate(value, nameIsLabel: false, errors);
        var spec = value.Object("spec") ?? Obj.Empty;
        var max = spec.Integer("maxReplicas") ?? 0;
        if (spec.Integer("minReplicas") is < 1 and var min)
            errors.Invalid("spec.minReplicas", min, "must be greater than or equal to 1");
        if (max < 1)
            errors.Invalid("spec.maxReplicas", max, "must be greater than 0");
        else if (spec.Integer("minReplicas") > max)
            errors.Invalid("spec.maxReplicas", max, "must be greater than or equal to `minReplicas`");
        if (string.IsNullOrEmpty(spec.Object("scaleTargetRef")?.Text("kind")))
            errors.Required("spec.scaleTargetRef.kind");
        if (string.IsNullOrEmpty(spec.Object("scaleTargetRef")?.Text("name")))
            errors.Required("spec.scaleTargetRef.name");
    }
}
