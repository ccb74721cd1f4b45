using System.Text.Json;
using k8s.Models;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Objects;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>Reads the answer of a patch: did the server take exactly what was sent?</summary>
internal static class PatchResult
{
    public static WriteResult OfScale(int replicas, ApiAnswer<V1Scale> answer) => Of(
        answer, scale => scale.Metadata?.ResourceVersion,
        // A Scale leaves its count out at zero.
        scale => (scale.Spec?.Replicas ?? 0) == replicas
            ? null
            : $"The server took the request and answered {scale.Spec?.Replicas ?? 0} replicas.");

    public static WriteResult OfDeployment(AdmittedPlan plan, ApiAnswer<JsonElement> answer) => Of(
        answer, deployment => deployment.TextAt("metadata", "resourceVersion"),
        deployment => Difference(plan.Operation, deployment));

    private static WriteResult Of<T>(
        ApiAnswer<T> answer, Func<T, string?> version, Func<T, string?> difference) => answer switch
        {
            // Admission may change what it lets through; then what was decided is not what stands there.
            ApiAnswer<T>.Answered answered => difference(answered.Body) is { } different
                ? new WriteResult(ReceiptStatus.Unknown, [answered.Sent], version(answered.Body), different)
                : new WriteResult(ReceiptStatus.Success, [answered.Sent], version(answered.Body), null),
            ApiAnswer<T>.Failed failed => new WriteResult(
                WriteOutcome.Of(failed.Error), Sent(failed), null, failed.Error.Message),
            _ => throw new InvalidOperationException("An answer that is not listed here."),
        };

    /// <summary>The request that failed, where one was sent.</summary>
    public static IReadOnlyList<SentRequest> Sent<T>(ApiAnswer<T>.Failed failed) =>
        failed.Sent is { } sent ? [sent] : [];

    private static string? Difference(Operation operation, JsonElement deployment)
    {
        if (operation.Parameters is OperationParameters.Rollback)
            return operation.After["template"] is { } digest && TemplateDigest.Of(deployment) != digest
                ? "The server took the request and answered another template."
                : null;
        foreach (var name in operation.Before.Names.Union(operation.After.Names))
            if (!Same(name, DeploymentFields.Read(deployment, name), operation.After[name]))
                return $"The server took the request and answered another {name}.";
        return null;
    }

    /// <summary>Quantities are compared by value; a field removed may come back as the server's default.</summary>
    private static bool Same(string name, string? answered, string? wanted) =>
        wanted is null || answered == wanted || DeploymentFields.Find(name)?.Canonical(wanted) == answered;
}
