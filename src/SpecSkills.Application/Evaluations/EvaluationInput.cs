namespace SpecSkills.Application.Evaluations;

/// <summary>The inputs a pure evaluation may be given, and their keys in a batch request.</summary>
public enum EvaluationInput
{
    /// <summary>A blueprint.</summary>
    Blueprint,

    /// <summary>The global policy.</summary>
    Policy,

    /// <summary>What was seen.</summary>
    Observation,

    /// <summary>An operation to judge or verify.</summary>
    Operation,

    /// <summary>The observation before an operation.</summary>
    Before,

    /// <summary>The observation after an operation.</summary>
    After,

    /// <summary>The time of evaluation.</summary>
    Now,
}
