using SpecSkills.Application.Decisions;
using SpecSkills.Application.Evaluations;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Verification;

namespace SpecSkills.Application.Verification;

/// <summary>
/// Verifies an operation from two observations that a caller hands in, the second taken as the end of its window. No
/// cluster is touched and nothing is rolled back.
/// </summary>
public static class VerifyEvaluation
{
    /// <summary>The report, or the findings that kept it from being made.</summary>
    public static EvaluationResult<VerificationReport> Run(
        BlueprintReading blueprint, OperationRequest request, Observation before, Observation after)
    {
        if (blueprint.Blueprint is not { } readable
            || blueprint.Diagnostics.Any(finding => finding.Severity == DiagnosticSeverity.Error))
            return new EvaluationResult<VerificationReport>(null, blueprint.Diagnostics);
        var mismatch = Mismatch(readable, request, before, after);
        if (mismatch.Count > 0) return new EvaluationResult<VerificationReport>(null, mismatch);
        var plan = OperationPlanner.Plan(
            request.Parameters, before, readable, request.Origin ?? OperationOrigin.Request);
        if (plan is not PlanResult.Planned { Operation: var planned })
            return new EvaluationResult<VerificationReport>(null, ((PlanResult.Refused)plan).Diagnostics);
        var operation = planned with
        {
            Target = request.Target ?? planned.Target,
            Before = request.Before ?? planned.Before,
            After = request.After ?? planned.After,
        };
        return new EvaluationResult<VerificationReport>(
            VerificationProcess.Evaluate(readable, operation, before, after), []);
    }

    private static List<Diagnostic> Mismatch(
        Blueprint blueprint, OperationRequest request, Observation before, Observation after)
    {
        var findings = new List<Diagnostic>();
        findings.AddRange(DecideEvaluation.Mismatch(blueprint, before));
        findings.AddRange(DecideEvaluation.Mismatch(blueprint, after));
        if (request.Service != blueprint.Metadata.Name)
            findings.Add(new Diagnostic(
                Documents.DocumentCodes.Contradiction, DiagnosticSeverity.Error,
                $"The operation is of '{request.Service}', the blueprint of '{blueprint.Metadata.Name}'.", 0, 0,
                "$.service", "Hand in an operation of the service the blueprint governs."));
        if (after.ObservedAt < before.ObservedAt)
            findings.Add(new Diagnostic(
                Documents.DocumentCodes.Contradiction, DiagnosticSeverity.Error,
                $"The observation after is from {after.ObservedAt:u}, the one before from {before.ObservedAt:u}.", 0, 0,
                "$.observed_at", "Exchange the two observations."));
        return findings;
    }
}
