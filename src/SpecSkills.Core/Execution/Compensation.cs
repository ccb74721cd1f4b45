using SpecSkills.Core.Decisions;

namespace SpecSkills.Core.Execution;

/// <summary>The operation that undoes another: same object, before and after exchanged.</summary>
public static class Compensation
{
    /// <summary>
    /// True when the kind can be undone at all; an eviction cannot, and undoing a rollback restores what failed.
    /// </summary>
    public static bool IsPossible(OperationKind kind) => kind is OperationKind.Scale or OperationKind.AdjustResources
        or OperationKind.UpdateStrategy or OperationKind.UpdateHealthChecks or OperationKind.SetImage;

    /// <summary>
    /// True when this operation can be undone exactly: everything it sets was seen before, and putting that back sets
    /// nothing else. A limit that was not there cannot be put back by setting fields.
    /// </summary>
    public static bool IsPossible(Operation operation)
    {
        if (!IsPossible(operation.Kind)) return false;
        foreach (var field in operation.After.Names)
            if (operation.Before[field] is null)
                return false;
        var undoing = OperationFields.ParametersFor(operation.Parameters, operation.Before);
        return OperationFields.Of(undoing).Equals(operation.Before);
    }

    /// <summary>The undoing operation; only for one that <see cref="IsPossible(Operation)"/> accepts.</summary>
    public static Operation Of(Operation operation) => operation with
    {
        Parameters = OperationFields.ParametersFor(operation.Parameters, operation.Before),
        Before = operation.After,
        After = operation.Before,
    };
}
