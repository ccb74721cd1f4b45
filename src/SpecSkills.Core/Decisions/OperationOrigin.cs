namespace SpecSkills.Core.Decisions;

/// <summary>Which rule made the operation. Set by the deciding code, never taken from a caller.</summary>
public enum OperationOrigin
{
    /// <summary>The scaling rules.</summary>
    Scaling,

    /// <summary>Failure recovery.</summary>
    Recovery,

    /// <summary>Resource optimisation.</summary>
    Optimisation,

    /// <summary>A changed blueprint, or drift from it.</summary>
    BlueprintChange,

    /// <summary>A request.</summary>
    Request,
}
