using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions.Planning;
using SpecSkills.Core.Decisions.Resources;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Decisions;

/// <summary>
/// Makes a wish exact: which object, which fields, from which values to which. Nothing is left to choose when it is
/// executed, and nothing is guessed: what the observation cannot support is refused with findings.
/// </summary>
public static class OperationPlanner
{
    /// <summary>
    /// Plans <paramref name="parameters"/> for the Deployment of <paramref name="blueprint"/> as it was observed. An
    /// empty container name means the governed container. Whether the operation may happen is governance's question.
    /// </summary>
    public static PlanResult Plan(
        OperationParameters parameters, Observation observation, Blueprint blueprint, OperationOrigin origin)
    {
        var resolved = Resolve(parameters, blueprint, observation);
        var findings = ParameterRules.Check(resolved, observation, blueprint);
        return findings.Count > 0
            ? new PlanResult.Refused(findings)
            : new PlanResult.Planned(Build(resolved, observation, blueprint, origin));
    }

    /// <summary>The operation for parameters that are known to fit.</summary>
    internal static Operation Build(
        OperationParameters parameters, Observation observation, Blueprint blueprint, OperationOrigin origin)
    {
        var deployment = observation.Deployment;
        // What a partial observation left out stays empty: governance allows no operation without a named object.
        var target = new OperationTarget(
            observation.Cluster ?? "",
            deployment.Namespace ?? blueprint.Target.Namespace,
            deployment.Name ?? blueprint.Target.Deployment,
            deployment.Uid ?? "");
        return new Operation(
            blueprint.Metadata.Name, origin, parameters, target, ObservedFields.Of(parameters, observation),
            ObservedFields.After(parameters), blueprint.Reference);
    }

    private static OperationParameters Resolve(
        OperationParameters parameters, Blueprint blueprint, Observation observation)
    {
        var governed = GovernedContainer.Of(blueprint, observation)?.Name ?? blueprint.Target.Container ?? "";
        return parameters switch
        {
            OperationParameters.AdjustResources { Container: "" } adjust => adjust with { Container = governed },
            OperationParameters.UpdateHealthChecks { Container: "" } checks => checks with { Container = governed },
            OperationParameters.SetImage { Container: "" } image => image with { Container = governed },
            OperationParameters.Other { Name: "" } other => other with { Name = blueprint.Target.Deployment },
            OperationParameters.RestartPods restart =>
                new OperationParameters.RestartPods([.. restart.Pods.Distinct().Order(StringComparer.Ordinal)]),
            _ => parameters,
        };
    }
}

/// <summary>A wish turned into an exact operation, or why it could not be.</summary>
public abstract record PlanResult
{
    private PlanResult()
    {
    }

    /// <summary>The operation, complete with target, before and after.</summary>
    public sealed record Planned(Operation Operation) : PlanResult;

    /// <summary>What is wrong with the wish; every finding, not the first.</summary>
    public sealed record Refused(IReadOnlyList<Diagnostic> Diagnostics) : PlanResult;
}
