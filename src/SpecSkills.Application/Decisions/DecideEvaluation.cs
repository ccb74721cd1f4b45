using SpecSkills.Application.Documents;
using SpecSkills.Application.Evaluations;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Decisions;

/// <summary>
/// Decides from a blueprint and an observation that a caller hands in; no cluster is touched and nothing is kept.
/// A blueprint of wrong meaning is a decision (<c>reject</c>); one that cannot be read is findings.
/// </summary>
public static class DecideEvaluation
{
    /// <summary>The decision, or why there is none.</summary>
    public static EvaluationResult<Decision> Run(
        BlueprintReading blueprint, Observation observation, DateTimeOffset now)
    {
        if (blueprint.Blueprint is not { } readable) return new EvaluationResult<Decision>(null, blueprint.Diagnostics);
        var mismatch = Mismatch(readable, observation);
        if (mismatch.Count > 0) return new EvaluationResult<Decision>(null, mismatch);
        var decision = DecisionEngine.Decide(new DecisionInput(readable, blueprint.Diagnostics, observation, now));
        return new EvaluationResult<Decision>(decision, []);
    }

    /// <summary>
    /// What says that the observation is not of the blueprint's Deployment. Deciding by it anyway would scale one
    /// service by another's load.
    /// </summary>
    public static IReadOnlyList<Diagnostic> Mismatch(Blueprint blueprint, Observation observation)
    {
        var findings = new List<Diagnostic>();
        Compare("$.service", observation.Service, blueprint.Metadata.Name, "metadata.name");
        Compare("$.deployment.namespace", observation.Deployment.Namespace, blueprint.Target.Namespace,
            "spec.target.namespace");
        Compare("$.deployment.name", observation.Deployment.Name, blueprint.Target.Deployment,
            "spec.target.deployment");
        return findings;

        void Compare(string path, string? seen, string wanted, string blueprintPath)
        {
            if (seen is null || seen == wanted) return;
            findings.Add(new Diagnostic(DocumentCodes.Contradiction, DiagnosticSeverity.Error,
                $"The observation is of '{seen}', the blueprint of '{wanted}' ({blueprintPath}).", 0, 0, path,
                "Hand in an observation of the Deployment the blueprint governs."));
        }
    }
}
