using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>Leases: never updated without a version, since two holders could then both believe they hold it.</summary>
internal sealed class LeaseRules : KindRules
{
    public override bool AllowsUnconditionalUpdate => false;

    public override bool AllowsCreateOnUpdate => true;

    public override void Validate(Obj value, ValidationErrors errors)
    {
        MetadataValidation.Validate(value, nameIsLabel: false, errors);
        var spec = value.Object("spec") ?? Obj.Empty;
        if (spec.Integer("leaseDurationSeconds") is <= 0 and var duration)
            errors.Invalid("spec.leaseDurationSeconds", duration, "must be greater than 0");
        if (spec.Integer("leaseTransitions") is < 0 and var transitions)
            errors.Invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
    }
}
