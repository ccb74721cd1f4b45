using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Primitives;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Observing;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>
/// Sends admitted plans. Every request is sent at most once, under the preconditions of the plan; an uncertain end
/// is <see cref="ReceiptStatus.Unknown"/>, and the cluster is asked.
/// </summary>
public sealed class ClusterWriter : IClusterWriter
{
    private readonly ApiClient client;
    private readonly ClusterIdentity identity;
    private readonly TimeProvider clock;

    private ClusterWriter(ClusterAdapter cluster)
    {
        client = cluster.Client;
        identity = cluster.Identity;
        clock = cluster.Clock;
    }

    /// <summary>
    /// The write side over the connection, identity and clock of the adapter the plans are observed with; only the gate
    /// calls it. It lives as long as the adapter.
    /// </summary>
    public static ClusterWriter Over(ClusterAdapter cluster) => new(cluster);

    /// <inheritdoc/>
    public async Task<Receipt> ExecuteAsync(AdmittedPlan plan, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        WriteResult result;
        try
        {
            result = await SendAsync(plan, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Cancellation ends only what comes before the first request; its intent is on record and wants an outcome.
            result = WriteResult.Refused("Cancelled before anything was sent.");
        }

        return new Receipt(
            plan.Operation.Id, result.Status, ManualCommand.For(plan.Operation), result.Requests,
            clock.GetElapsedTime(start), plan.DryRun, plan.ResourceVersion, result.VersionAfter, result.Error);
    }

    private async Task<WriteResult> SendAsync(AdmittedPlan plan, CancellationToken cancellation)
    {
        var operation = plan.Operation;
        if (operation.Parameters is OperationParameters.Other)
            return WriteResult.Refused($"{WireWord.Of(operation.Kind)} is never executed by this program.");
        if (Inconsistency(plan) is { } inconsistency) return WriteResult.Refused(inconsistency);
        switch (await identity.ReadAsync(cancellation))
        {
            case ClusterReading<string>.Failed failed:
                return WriteResult.NotSent(ReceiptStatus.Failure, failed.Message);
            case ClusterReading<string>.Read read when read.Value != operation.Target.Cluster:
                return WriteResult.Refused(
                    $"The plan was made for cluster '{SafeText.Of(operation.Target.Cluster, 120)}', and this one is " +
                    $"'{SafeText.Of(read.Value, 120)}'. Choose the cluster it was observed on, or decide anew.");
        }

        var requests = new WriteRequests(client);
        return operation.Parameters switch
        {
            OperationParameters.Scale scale => PatchResult.OfScale(
                scale.Replicas, await requests.ScaleAsync(plan, scale.Replicas, cancellation)),
            OperationParameters.Rollback rollback =>
                await new RollbackWriter(client).ExecuteAsync(plan, rollback.ToRevision, cancellation),
            OperationParameters.RestartPods restart =>
                await new EvictionWriter(client).ExecuteAsync(plan, restart.Pods, cancellation),
            _ => PatchResult.OfDeployment(plan, await requests.FieldsAsync(plan, cancellation)),
        };
    }

    /// <summary>A plan that disagrees with itself is not sent, although it was admitted.</summary>
    private static string? Inconsistency(AdmittedPlan plan)
    {
        var operation = plan.Operation;
        var target = operation.Target;
        if (!KubernetesName.IsValid(target.Namespace) || !KubernetesName.IsValid(target.Name) || target.Uid.Length == 0)
            return "The plan's target is not one named object with a uid.";
        if (plan.ResourceVersion.Length == 0 || plan.ResourceVersion == "0")
            return "The plan has no resourceVersion: 0 or none would be no precondition.";
        if (operation.Parameters is OperationParameters.RestartPods restart)
            return restart.Pods.Count == 0 || !restart.Pods.All(KubernetesName.IsValid)
                ? "The plan names no pods, or something that is no pod's name."
                : null;
        foreach (var (name, value) in OperationFields.Of(operation.Parameters))
            if (operation.After[name] is { } after && after != value)
                return $"The plan's parameters set {name} to another value than its after-values.";
        if (operation.Parameters is OperationParameters.Rollback) return null;
        if (operation.Parameters
            is OperationParameters.Scale { Replicas: < 0 }) return "A count of replicas below zero.";
        if (operation.Parameters is not OperationParameters.Scale && operation.After.Equals(operation.Before))
            return "The plan changes nothing.";
        return DeploymentPatch.Unknown(operation) is { } unknown
            ? $"The field '{SafeText.Of(unknown, 80)}' has no place in a Deployment."
            : null;
    }
}
