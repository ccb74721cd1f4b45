using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>ReplicaSets, which hold the pods of a Deployment.</summary>
internal sealed class ReplicaSetRules : KindRules
{
    public override bool TracksGeneration => true;

    public override bool HasStatus => true;

    public override IReadOnlyList<string> SelectableFields => ["status.replicas"];

    public override Obj Default(Obj value) =>
        value.With("spec", TemplateRules.Default(value.Object("spec") ?? Obj.Empty));

    public override Obj PrepareForCreate(Obj value) => value.With("status", Obj.Of(("replicas", 0)));

    public override void Validate(Obj value, ValidationErrors errors)
    {
        MetadataValidation.Validate(value, nameIsLabel: false, errors);
        var spec = value.Object("spec")!;
        errors.NonNegative("spec.replicas", spec.Integer("replicas"));
        errors.NonNegative("spec.minReadySeconds", spec.Integer("minReadySeconds"));
        SelectorRules.Validate(spec, errors);
        TemplateRules.Validate(spec, errors);
    }

    public override void ValidateUpdate(Obj value, Obj old, ValidationErrors errors) =>
        SelectorRules.ValidateUnchanged(value, old, errors);

    public override IEnumerable<string> Warnings(Obj value) => TemplateRules.Warnings(value.Object("spec")!);
}
