using SpecSkills.Application.Documents;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Evaluations;

/// <summary>
/// One line of a batch, read as far as JSON goes: blueprint and policy stay texts, since reading those is storage's
/// business. What the line did not give is null.
/// </summary>
public sealed record EvaluationRequest
{
    /// <summary>YAML or JSON text.</summary>
    public string? Blueprint { get; init; }

    /// <summary>YAML or JSON text.</summary>
    public string? Policy { get; init; }

    /// <summary>What was seen.</summary>
    public Observation? Observation { get; init; }

    /// <summary>An operation to judge or verify.</summary>
    public OperationRequest? Operation { get; init; }

    /// <summary>An operation to judge, of any kind; read where <see cref="Operation"/> is not.</summary>
    public OperationInput? Judged { get; init; }

    /// <summary>The observation before an operation.</summary>
    public Observation? Before { get; init; }

    /// <summary>The observation after an operation.</summary>
    public Observation? After { get; init; }

    /// <summary>The time of evaluation.</summary>
    public DateTimeOffset? Now { get; init; }
}
