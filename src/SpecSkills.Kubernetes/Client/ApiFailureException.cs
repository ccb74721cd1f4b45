using SpecSkills.Core.Execution;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// A failed call on its way through the official client, which would otherwise throw one whose text carries whole
/// bodies. It is caught where the call was made and becomes a value there.
/// </summary>
internal sealed class ApiFailureException(ApiError error, SentRequest? sent) : Exception(error.Message)
{
    public ApiError Error => error;

    public SentRequest? Sent => sent;
}
