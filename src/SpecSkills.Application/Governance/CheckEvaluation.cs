using SpecSkills.Application.Documents;
using SpecSkills.Application.Evaluations;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Governance;

/// <summary>
/// Judges an operation by files that a caller hands in. No permit is issued: files, clock and observation of a caller's
/// choice prove nothing. An operation handed in is a request, even if it claims another origin.
/// </summary>
public static class CheckEvaluation
{
    /// <summary>The verdict, or the findings that kept it from one.</summary>
    /// <param name="observation">Null: what would be changed has not been seen.</param>
    /// <param name="now">Needed with an observation, whose age it tells.</param>
    public static EvaluationResult<Verdict> Run(
        BlueprintReading blueprint, PolicyReading policy, OperationInput input, Observation? observation,
        DateTimeOffset? now)
    {
        if (Errors(blueprint.Diagnostics) is { Count: > 0 } broken) return Refused(broken);
        if (Errors(policy.Diagnostics) is { Count: > 0 } wrong) return Refused(wrong);
        if (blueprint.Blueprint is not { } readable) return Refused(blueprint.Diagnostics);
        if (policy.Policy is not { } rules) return Refused(policy.Diagnostics);
        if (input is OperationInput.Nameless nameless)
            return new EvaluationResult<Verdict>(PolicyDecisionPoint.Unknown(nameless.Kind, nameless.Digest), []);
        if (observation is not null && now is null)
            return Refused([new Diagnostic(
                DocumentCodes.MissingKey, DiagnosticSeverity.Error, "'now' is missing.", 0, 0, "$.now",
                "Give the time of evaluation with the observation: its age depends on it.")]);
        var request = ((OperationInput.Known)input).Request;
        if (Plan(request, readable, observation) is not { } operation)
            return Refused(((PlanResult.Refused)OperationPlanner.Plan(
                request.Parameters, observation!, readable, OperationOrigin.Request)).Diagnostics);
        if (Contradicts(request, operation) is { } contradiction)
            return new EvaluationResult<Verdict>(contradiction, []);
        var verdict = PolicyDecisionPoint.Evaluate(
            new VerdictRequest(operation, readable, rules, observation, now ?? DateTimeOffset.UnixEpoch));
        return new EvaluationResult<Verdict>(verdict, []);
    }

    /// <summary>The exact operation; null where the parameters themselves are impossible.</summary>
    private static Operation? Plan(OperationRequest request, Blueprint blueprint, Observation? observation)
    {
        var planned = observation is null ? null
            : OperationPlanner.Plan(request.Parameters, observation, blueprint, OperationOrigin.Request);
        var fits = request.Service == blueprint.Metadata.Name && observation?.Service == request.Service;
        // Whether pods, revisions and images were seen is the planner's question; whether they may be touched is asked
        // here.
        if (planned is PlanResult.Refused && fits && request.Parameters is OperationParameters.Scale
            or OperationParameters.AdjustResources or OperationParameters.UpdateStrategy
            or OperationParameters.UpdateHealthChecks) return null;
        var operation = planned is PlanResult.Planned { Operation: var made } ? made
            : Unplanned(request, blueprint, observation);
        return operation with
        {
            Service = request.Service,
            Target = Target(request.Target, operation.Target),
            Before = request.Before ?? operation.Before,
            After = request.After ?? operation.After,
        };
    }

    private static Operation Unplanned(OperationRequest request, Blueprint blueprint, Observation? observation)
    {
        var parameters = WithContainer(request.Parameters, blueprint, observation);
        return new Operation(
            request.Service, OperationOrigin.Request, parameters,
            new OperationTarget(
                observation?.Cluster ?? "", observation?.Deployment.Namespace ?? blueprint.Target.Namespace,
                observation?.Deployment.Name ?? blueprint.Target.Deployment, observation?.Deployment.Uid ?? ""),
            observation is null ? FieldValues.Empty : ObservedFields.Of(parameters, observation),
            ObservedFields.After(parameters), blueprint.Reference);
    }

    private static OperationParameters WithContainer(
        OperationParameters parameters, Blueprint blueprint, Observation? observation)
    {
        var governed = blueprint.Target.Container
            ?? (observation is { Containers: [var first, ..] } ? first.Name : blueprint.Metadata.Name);
        return parameters switch
        {
            OperationParameters.AdjustResources { Container: "" } adjust => adjust with { Container = governed },
            OperationParameters.UpdateHealthChecks { Container: "" } checks => checks with { Container = governed },
            OperationParameters.SetImage { Container: "" } image => image with { Container = governed },
            OperationParameters.Other { Name: "" } other => other with { Name = blueprint.Target.Deployment },
            _ => parameters,
        };
    }

    /// <summary>Cluster and uid may be left out; a namespace or name that is given empty is an empty target.</summary>
    private static OperationTarget Target(OperationTarget? given, OperationTarget seen) => given is null
        ? seen
        : given with
        {
            Cluster = given.Cluster.Length == 0 ? seen.Cluster : given.Cluster,
            Uid = given.Uid.Length == 0 ? seen.Uid : given.Uid,
        };

    /// <summary>A document that names its own digest must be what has that digest.</summary>
    private static Verdict? Contradicts(OperationRequest request, Operation operation)
    {
        if (request.OperationId is not { } claimed) return null;
        var given = operation with { Origin = request.Origin ?? OperationOrigin.Request };
        if (given.WrittenAs(claimed) is not null) return null;
        return new Verdict(
            VerdictStatus.Blocked, RuleNames.StaleObservation, [], operation.Id, RuleNames.StaleObservation,
            $"Blocked by {RuleNames.StaleObservation}: the operation's id is not the digest of this operation, by " +
            "this blueprint and for this object. Plan it again.", null);
    }

    private static List<Diagnostic> Errors(IReadOnlyList<Diagnostic> findings) =>
        [.. findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)];

    private static EvaluationResult<Verdict> Refused(IReadOnlyList<Diagnostic> findings) => new(null, findings);
}
