using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>Kinds of which only the metadata is checked.</summary>
internal sealed class PlainRules : KindRules
{
    public override bool HasStatus => Status;

    public bool Status { get; init; }

    public bool NameIsLabel { get; init; }

    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Fills in the values that a controller or the server sets on creation.</summary>
    public Func<Obj, Obj>? OnCreate { get; init; }

    public override IReadOnlyList<string> SelectableFields => Fields;

    public override Obj PrepareForCreate(Obj value)
    {
        var prepared = base.PrepareForCreate(value);
        return OnCreate is null ? prepared : OnCreate(prepared);
    }

    public override void Validate(Obj value, ValidationErrors errors) =>
        MetadataValidation.Validate(value, NameIsLabel, errors);
}
