using SpecSkills.Core.Blueprints;

namespace SpecSkills.Application.Evaluations;

/// <summary>The outcome of a pure evaluation: an answer, or the findings that prevent one.</summary>
public sealed record EvaluationResult<T>(T? Answer, IReadOnlyList<Diagnostic> Diagnostics)
    where T : class;
