using SpecSkills.Core.Decisions;

namespace SpecSkills.Core.Permits;

/// <summary>The operation that undoes another: same object, before and after exchanged.</summary>
public static class Compensation
{
    /// <summary>True when the kind can be undone at all; an eviction cannot.</summary>
    public static bool IsPossible(OperationKind kind) => kind is OperationKind.Scale or OperationKind.AdjustResources
        or OperationKind.UpdateStrategy or OperationKind.UpdateHealthChecks or OperationKind.SetImage;

    /// <summary>The undoing operation.</summary>
    public static Operation Of(Operation operation) => operation with
    {
        Parameters = OperationFields.ParametersFor(operation.Parameters, operation.Before),
        Before = operation.After,
        After = operation.Before,
    };
}
