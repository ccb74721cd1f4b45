using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>The rules of one kind for writing its objects; the base class has the rules of all kinds.</summary>
internal abstract class KindRules
{
    /// <summary>Whether metadata.generation counts changes of what is asked for.</summary>
    public virtual bool TracksGeneration => false;

    /// <summary>Whether the kind has a status that only its status subresource writes.</summary>
    public virtual bool HasStatus => false;

    /// <summary>Whether a PUT without resourceVersion is an unconditional update.</summary>
    public virtual bool AllowsUnconditionalUpdate => true;

    /// <summary>Whether a PUT may create the object.</summary>
    public virtual bool AllowsCreateOnUpdate => false;

    /// <summary>Fields a list or watch can be filtered by, besides name and namespace.</summary>
    public virtual IReadOnlyList<string> SelectableFields => [];

    /// <summary>Defaults that depend on other fields; constant ones are in the schema.</summary>
    public virtual Obj Default(Obj value) => value;

    /// <summary>The last changes before an object is stored for the first time.</summary>
    public virtual Obj PrepareForCreate(Obj value) =>
        HasStatus ? value.With("status", value.Object("status") is null ? null : Obj.Empty) : value;

    /// <summary>Puts back the parts that a write of the main resource may not change.</summary>
    public virtual Obj PrepareForUpdate(Obj value, Obj old) =>
        HasStatus ? value.With("status", old["status"]) : value;

    /// <summary>Puts back the parts that a write of the status may not change.</summary>
    public virtual Obj PrepareForStatusUpdate(Obj value, Obj old)
    {
        var metadata = value.Object("metadata")!.With("labels", old.Object("metadata")!["labels"]);
        return value.With("metadata", metadata).With("spec", old["spec"]);
    }

    /// <summary>Whether the change moves metadata.generation.</summary>
    public virtual bool MovesGeneration(Obj value, Obj old) => !Equals(value["spec"], old["spec"]);

    /// <summary>Reports the errors of a new version.</summary>
    public abstract void Validate(Obj value, ValidationErrors errors);

    /// <summary>Reports changes that are not allowed.</summary>
    public virtual void ValidateUpdate(Obj value, Obj old, ValidationErrors errors)
    {
    }

    /// <summary>Warning headers that the object itself causes.</summary>
    public virtual IEnumerable<string> Warnings(Obj value) => [];
}
