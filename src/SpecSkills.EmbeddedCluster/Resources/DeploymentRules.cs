using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>Deployments: an annotation moves the generation too, since the controller copies annotations.</summary>
internal sealed class DeploymentRules(SchemaCatalog catalog) : KindRules
{
    public override bool TracksGeneration => true;

    public override bool HasStatus => true;

    public override Obj Default(Obj value)
    {
        var spec = value.Object("spec") ?? Obj.Empty;
        var strategy = spec.Object("strategy") ?? Obj.Empty;
        if (strategy.Text("type") == "RollingUpdate" && strategy["rollingUpdate"] is null)
            strategy = Defaulter.Fill(
                catalog["DeploymentStrategy"], strategy.With("rollingUpdate", Obj.Empty));
        return value.With("spec", TemplateRules.Default(spec).With("strategy", strategy));
    }

    public override bool MovesGeneration(Obj value, Obj old) =>
        base.MovesGeneration(value, old)
        || !Equals(value.At("metadata", "annotations"), old.At("metadata", "annotations"));

    public override void Validate(Obj value, ValidationErrors errors)
    {
        MetadataValidation.Validate(value, nameIsLabel: false, errors);
        var spec = value.Object("spec")!;
        errors.NonNegative("spec.replicas", spec.Integer("replicas"));
        SelectorRules.Validate(spec, errors);
        TemplateRules.Validate(spec, errors);
        ValidateStrategy(spec.Object("strategy") ?? Obj.Empty, errors);
        errors.NonNegative("spec.minReadySeconds", spec.Integer("minReadySeconds"));
        errors.NonNegative("spec.revisionHistoryLimit", spec.Integer("revisionHistoryLimit"));
        ValidateDeadline(spec, errors);
    }

    public override void ValidateUpdate(Obj value, Obj old, ValidationErrors errors) =>
        SelectorRules.ValidateUnchanged(value, old, errors);

    public override IEnumerable<string> Warnings(Obj value) => TemplateRules.Warnings(value.Object("spec")!);

    private static void ValidateDeadline(Obj spec, ValidationErrors errors)
    {
        if (spec.Integer("progressDeadlineSeconds") is not { } deadline)
            return;
        errors.NonNegative("spec.progressDeadlineSeconds", deadline);
        if (deadline <= (spec.Integer("minReadySeconds") ?? 0))
            errors.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
    }

    private static void ValidateStrategy(Obj strategy, ValidationErrors errors)
    {
        var type = strategy.Text("type");
        if (type == "Recreate")
        {
            if (strategy["rollingUpdate"] is not null)
                errors.Forbidden("spec.strategy.rollingUpdate",
                    "may not be specified when strategy `type` is 'Recreate'");
            return;
        }
        if (type != "RollingUpdate")
        {
            errors.Unsupported("spec.strategy.type", type ?? "", "Recreate", "RollingUpdate");
            return;
        }
        const string Field = "spec.strategy.rollingUpdate";
        var rolling = strategy.Object("rollingUpdate") ?? Obj.Empty;
        IntOrPercent.Validate(rolling["maxUnavailable"], Field + ".maxUnavailable", errors, notAbove100: true);
        IntOrPercent.Validate(rolling["maxSurge"], Field + ".maxSurge", errors, notAbove100: false);
        if (IntOrPercent.IsZero(rolling["maxUnavailable"]) && IntOrPercent.IsZero(rolling["maxSurge"]))
            errors.InvalidAs(Field + ".maxUnavailable", rolling["maxUnavailable"]!,
                IntOrPercent.GoSyntax(rolling["maxUnavailable"]!), "may not be 0 when `maxSurge` is 0");
    }
}
