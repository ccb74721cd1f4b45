using SpecSkills.Core.Blueprints;

namespace SpecSkills.Application.Evaluations;

/// <summary>What a pure evaluation came to: an answer, or the findings that kept it from one.</summary>
public sealed record EvaluationResult<T>(T? Answer, IReadOnlyList<Diagnostic> Diagnostics)
    where T : class;
