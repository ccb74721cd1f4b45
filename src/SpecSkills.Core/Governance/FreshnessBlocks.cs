using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>
/// A plan is judged against what was seen: one object, seen just now, whose fields are what the plan starts from.
/// </summary>
internal static class FreshnessBlocks
{
    public static Block? First(VerdictRequest request) =>
        Target(request.Operation) ?? Blueprint(request) ?? Seen(request) ?? Agreement(request);

    private static Block? Target(Operation operation)
    {
        if (!KubernetesName.IsValid(operation.Target.Namespace) || !KubernetesName.IsValid(operation.Target.Name))
            return Stale("The operation names no single object: its target is empty, a wildcard or no Kubernetes " +
                "name.");
        if (operation.Parameters is not OperationParameters.RestartPods restart) return null;
        if (restart.Pods.Count == 0) return Stale("The operation names no pod to restart.");
        foreach (var pod in restart.Pods)
            if (!KubernetesName.IsValid(pod))
                return Stale("The operation names a pod by something that is no Kubernetes name.");
        return null;
    }

    private static Block? Blueprint(VerdictRequest request)
    {
        if (request.Operation.Service != request.Blueprint.Metadata.Name)
            return Stale($"The blueprint is of {request.Blueprint.Metadata.Name}, the operation of another service.");
        return request.Operation.Blueprint.Digest != request.Blueprint.Digest
            ? Stale("The operation was planned by another version of the blueprint. Decide again.")
            : null;
    }

    private static Block? Seen(VerdictRequest request)
    {
        if (request.Observation is not { } observation)
            return Stale("There is no observation: what would be changed has not been seen. Observe the service " +
                "first.");
        if (observation.Service != request.Operation.Service)
            return Stale("The observation is of another service.");
        var age = request.Now - observation.ObservedAt;
        if (age > EngineConstants.SampleFreshness)
            return Stale($"The observation is {DurationText.Format(age)} old; at most " +
                $"{DurationText.Format(EngineConstants.SampleFreshness)} count. Observe again.");
        return -age > EngineConstants.ClockTolerance
            ? Stale($"The observation lies {DurationText.Format(-age)} in the future. Compare the clocks.")
            : null;
    }

    private static Block? Agreement(VerdictRequest request)
    {
        var operation = request.Operation;
        var deployment = request.Observation!.Deployment;
        if (Differs(request.Observation.Cluster, operation.Target.Cluster)
            || Differs(deployment.Namespace, operation.Target.Namespace)
            || Differs(deployment.Name, operation.Target.Name)
            || Differs(deployment.Uid, operation.Target.Uid))
            return Stale("The operation's target is not the object that was observed (cluster, namespace, name or " +
                "uid).");
        if (deployment.Namespace is null && operation.Target.Namespace != request.Blueprint.Target.Namespace
            || deployment.Name is null && operation.Target.Name != request.Blueprint.Target.Deployment)
            return Stale("The operation's target is not the object that the blueprint governs.");
        return SetsSomethingElse(operation) ?? StartsElsewhere(operation, request.Observation);
    }

    private static Block? SetsSomethingElse(Operation operation)
    {
        // The everyday case without building the fields anew.
        if (operation.Parameters is OperationParameters.Scale scale)
            return ReplicaEffects.Count(operation.After["replicas"]) == scale.Replicas
                ? null
                : Stale("The operation's after-values do not say what its parameters set.");
        foreach (var (field, value) in ObservedFields.After(operation.Parameters))
            if (operation.After[field] != value)
                return Stale($"The operation's after-values do not say what its parameters set: {field}.");
        return null;
    }

    private static Block? StartsElsewhere(Operation operation, Observation observation)
    {
        if (operation.Parameters is OperationParameters.Scale)
            return ReplicaEffects.Count(operation.Before["replicas"]) == observation.Deployment.Replicas
                ? null
                : Moved("replicas");
        foreach (var (field, value) in ObservedFields.Of(operation.Parameters, observation))
            if (operation.Before[field] != value)
                return Moved(field);
        return null;
    }

    /// <summary>
    /// What the observation does not know cannot differ; the gate compares all of it when the permit is used.
    /// </summary>
    private static bool Differs(string? seen, string planned) => seen is not null && seen != planned;

    private static Block Moved(string field) =>
        Stale($"{field} was planned from another value than the one observed. Decide again.");

    private static Block Stale(string why) => new(RuleNames.StaleObservation, why);
}
