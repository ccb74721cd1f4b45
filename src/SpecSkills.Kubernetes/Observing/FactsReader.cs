using System.Text.Json;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Primitives;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Objects;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>Reads what an operation touches as it is at this moment, in the operation's own names.</summary>
internal sealed class FactsReader(ApiClient client)
{
    public async Task<ClusterReading<FreshFacts>> ReadAsync(
        Operation operation, string cluster, CancellationToken cancellation)
    {
        var (ns, name) = (operation.Target.Namespace, operation.Target.Name);
        var answer = await client.GetAsync(ApiResource.Deployments, ns, name, cancellation);
        if (answer is ApiAnswer<JsonElement>.Failed failed)
            return ReadFailures.Of<FreshFacts>(failed.Error, $"Deployment {ns}/{name}", client.Connection.Server);
        var deployment = ((ApiAnswer<JsonElement>.Answered)answer).Body;
        if (deployment.TextAt("metadata", "uid") is not { } uid
            || deployment.TextAt("metadata", "resourceVersion") is not { Length: > 0 } version)
            return new ClusterReading<FreshFacts>.Failed(
                ClusterFailure.Malformed,
                    $"Deployment {ns}/{name} has no uid or resourceVersion. Is this a Kubernetes API?");
        var values = DeploymentFields.Read(deployment, Names(operation).Where(each => each != "pods"));
        if (operation.Before["pods"] is { } named)
        {
            var pods = await PresentAsync(ns, uid, named, cancellation);
            if (pods.Failure is { } error)
                return ReadFailures.Of<FreshFacts>(error, $"pods of {ns}/{name}", client.Connection.Server);
            values = new FieldValues([.. values, new("pods", string.Join(',', pods.Present))]);
        }

        return new ClusterReading<FreshFacts>.Read(
            new FreshFacts(new OperationTarget(cluster, ns, name, uid), version, values));
    }

    /// <summary>
    /// The before-values' names; for changes of single fields also those that were not set before, so that a value
    /// that was set meanwhile is seen and not written over.
    /// </summary>
    private static IEnumerable<string> Names(Operation operation) => operation.Kind is OperationKind.AdjustResources
        or OperationKind.UpdateStrategy or OperationKind.UpdateHealthChecks or OperationKind.SetImage
        ? operation.Before.Names.Union(operation.After.Names.Where(name => DeploymentFields.Find(name) is not null))
        : operation.Before.Names;

    /// <summary>Which of the named pods are still there, still the Deployment's own and not on their way out.</summary>
    private async Task<(IReadOnlyList<string> Present, ApiError? Failure)> PresentAsync(
        string ns, string uid, string named, CancellationToken cancellation)
    {
        var present = new List<string>();
        var owners = new ReplicaSetOwners(client, ns, uid);
        foreach (var name in named.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))
        {
            if (!KubernetesName.IsValid(name)) continue;
            switch (await client.GetAsync(ApiResource.Pods, ns, name, cancellation))
            {
                case ApiAnswer<JsonElement>.Failed { Error.Kind: ApiErrorKind.NotFound }:
                    break;
                case ApiAnswer<JsonElement>.Failed failed:
                    return ([], failed.Error);
                case ApiAnswer<JsonElement>.Answered pod when !PodOwnership.IsTerminating(pod.Body)
                    && await owners.OwnAsync(pod.Body, cancellation):
                    present.Add(name);
                    break;
            }
        }

        return (present, null);
    }
}
