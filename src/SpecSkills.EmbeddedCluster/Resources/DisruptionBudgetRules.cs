using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>PodDisruptionBudgets.</summary>
internal sealed class DisruptionBudgetRules : KindRules
{
    public override bool TracksGeneration => true;

    public override bool HasStatus => true;

    public override Obj PrepareForCreate(Obj value) => value.With("status", Obj.Of(
        ("disruptionsAllowed", 0), ("currentHealthy", 0), ("desiredHealthy", 0), ("expectedPods", 0)));

    public override void Validate(Obj value, ValidationErrors errors)
    {
        MetadataValidation.Validate(value, nameIsLabel: false, errors);
        var spec = value.Object("spec") ?? Obj.Empty;
        if (spec["minAvailable"] is not null && spec["maxUnavailable"] is not null)
            errors.Invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
        IntOrPercent.Validate(spec["minAvailable"], "spec.minAvailable", errors, notAbove100: true);
        IntOrPercent.Validate(spec["maxUnavailable"], "spec.maxUnavailable", errors, notAbove100: true);
    }
}
