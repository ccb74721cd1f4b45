using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Objects;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>Reads the answer of a patch: did the server take exactly what was sent?</summary>
internal static class PatchResult
{
    public static WriteResult Of(AdmittedPlan plan, ApiCall call, ApiAnswer answer)
    {
        switch (answer)
        {
            case ApiAnswer.Answered answered:
                var sent = Sent(call, answered.StatusCode);
                var version = answered.Body.TextAt("metadata", "resourceVersion");
                // Admission may change what it lets through; then what was decided is not what stands there.
                return Difference(plan.Operation, answered) is { } difference
                    ? new WriteResult(ReceiptStatus.Unknown, [sent], version, difference)
                    : new WriteResult(ReceiptStatus.Success, [sent], version, null);
            case ApiAnswer.Failed { Error: var error }:
                return new WriteResult(
                    WriteOutcome.Of(error), error.NothingSent ? [] : [Sent(call, error.StatusCode)], null,
                        error.Message);
            default:
                throw new InvalidOperationException("An answer that is not listed here.");
        }
    }

    public static SentRequest Sent(ApiCall call, int status) => new(call.Method.Method, call.Target, status);

    private static string? Difference(Operation operation, ApiAnswer.Answered answered)
    {
        if (operation.Parameters is OperationParameters.Scale scale)
            // A Scale leaves its count out at zero.
            return (answered.Body.IntAt("spec", "replicas") ?? 0) == scale.Replicas
                ? null
                : $"The server took the request and answered {answered.Body.IntAt("spec", "replicas") ?? 0} replicas.";
        if (operation.Parameters is OperationParameters.Rollback)
            return operation.After["template"] is { } digest && TemplateDigest.Of(answered.Body) != digest
                ? "The server took the request and answered another template."
                : null;
        foreach (var name in operation.Before.Names.Union(operation.After.Names))
            if (!Same(name, DeploymentFields.Read(answered.Body, name), operation.After[name]))
                return $"The server took the request and answered another {name}.";
        return null;
    }

    /// <summary>Quantities are compared by value; a field removed may come back as the server's default.</summary>
    private static bool Same(string name, string? answered, string? wanted) =>
        wanted is null || answered == wanted || DeploymentFields.Find(name)?.Canonical(wanted) == answered;
}
