using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;

namespace SpecSkills.Core.Governance;

/// <summary>
/// What an operation does, read from the difference between its before- and after-fields, never from the verb it was
/// asked with: a scale that also touches an image changes an image.
/// </summary>
public static class EffectClassifier
{
    /// <summary>Every effect of the operation, one per class; empty only for an unknown kind.</summary>
    public static IReadOnlyList<Effect> Classify(VerdictRequest request)
    {
        var effects = new List<Effect>(2);
        if (!IsKnown(request.Operation.Parameters)) return effects;
        AddOfKind(request, effects);
        var touched = new TouchedFields();
        Collect(request.Operation, changedOnly: true, ref touched);
        // Nothing differs: it is judged as what it sets, so that asking again for what is already so needs no person.
        if (!touched.Any && effects.Count == 0) Collect(request.Operation, changedOnly: false, ref touched);
        AddOfFields(request, touched, effects);
        return effects;
    }

    /// <summary>
    /// True for the kinds of the contract; an undefined number or a kind without its own parameters is none.
    /// </summary>
    public static bool IsKnown(OperationParameters parameters) => parameters switch
    {
        OperationParameters.Other other => other.OtherKind is OperationKind.DeleteDeployment
            or OperationKind.DeleteService or OperationKind.DeletePersistentVolume or OperationKind.ModifySecret
            or OperationKind.ChangeNetworkPolicy,
        _ => true,
    };

    private static void AddOfKind(VerdictRequest request, List<Effect> effects)
    {
        switch (request.Operation.Parameters)
        {
            case OperationParameters.Rollback rollback:
                effects.Add(Rollback(request, rollback));
                break;
            case OperationParameters.RestartPods restart:
                EvictionEffects.Add(restart.Pods, request.Observation, effects);
                break;
            case OperationParameters.Other other:
                effects.Add(OfOther(other));
                break;
        }
    }

    private static Effect Rollback(VerdictRequest request, OperationParameters.Rollback rollback)
    {
        var byRecovery = request.Operation.Origin == OperationOrigin.Recovery
            && request.Blueprint.Reliability.RollbackOnFailure;
        return byRecovery
            ? new Effect(
                OperationNames.RollbackOnFailure, () => $"recovery goes back to revision {rollback.ToRevision}")
            : new Effect(OperationNames.RollbackDeployment, () => $"back to revision {rollback.ToRevision}");
    }

    private static Effect OfOther(OperationParameters.Other other) => other.OtherKind switch
    {
        OperationKind.DeleteDeployment =>
            new Effect(OperationNames.DeleteDeployment, () => $"deletes Deployment {other.Name}"),
        OperationKind.DeleteService => new Effect(OperationNames.DeleteService, () => $"deletes Service {other.Name}"),
        OperationKind.DeletePersistentVolume =>
            new Effect(OperationNames.DeletePersistentVolumes, () => $"deletes persistent volume {other.Name}"),
        OperationKind.ModifySecret => new Effect(OperationNames.ModifySecrets, () => $"changes Secret {other.Name}"),
        _ => new Effect(OperationNames.ChangeNetworkPolicies, () => $"changes network policy {other.Name}"),
    };

    private static void Collect(Operation operation, bool changedOnly, ref TouchedFields touched)
    {
        foreach (var (field, after) in operation.After)
            if (!changedOnly || operation.Before[field] != after)
                touched.Add(field, operation.Kind);
        if (!changedOnly) return;
        foreach (var (field, _) in operation.Before)
        {
            // A template digest seen before is what the write is compared with; only a new one is a change by itself.
            if (operation.After[field] is null && field != "template") touched.Add(field, operation.Kind);
        }
    }

    private static void AddOfFields(VerdictRequest request, in TouchedFields touched, List<Effect> effects)
    {
        if (touched.Replicas) ReplicaEffects.Add(request, effects);
        if (touched.Resources is { } resources) effects.Add(ResourceEffects.Of(request, resources));
        if (touched.Strategy is { } strategy) effects.Add(Changed(OperationNames.ModifyDeploymentStrategy, strategy));
        if (touched.HealthCheck is { } check) effects.Add(Changed(OperationNames.ChangeHealthChecks, check));
        if (touched.Image is { } image) effects.Add(Image(request.Operation, image));
        if (touched.Revision) effects.Add(Changed(OperationNames.RollbackDeployment, "revision"));
        if (touched.Pods)
            effects.Add(new Effect(OperationNames.RestartHealthyPods,
                () => "pods are named by an operation that is no restart"));
        if (touched.Existence) effects.Add(Changed(OperationNames.DeleteResources, "exists"));
        if (touched.Unclassified is { } field)
            effects.Add(new Effect(Effect.UnclassifiedName, () => $"{field} belongs to no class of change"));
    }

    private static Effect Image(Operation operation, string field) => new(OperationNames.ChangeImage,
        () => $"{field} {operation.Before[field] ?? "(unknown)"} -> {operation.After[field]}");

    private static Effect Changed(string name, string field) => new(name, () => $"changes {field}");
}
