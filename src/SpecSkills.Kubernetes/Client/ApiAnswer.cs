using SpecSkills.Core.Execution;

namespace SpecSkills.Kubernetes.Client;

/// <summary>What a call came to.</summary>
/// <typeparam name="T">What a success is read as: a model of the official client, or raw JSON.</typeparam>
public abstract record ApiAnswer<T>
{
    private ApiAnswer()
    {
    }

    /// <summary>A 2xx with an object of the expected kind and name.</summary>
    public sealed record Answered(T Body, SentRequest Sent) : ApiAnswer<T>
    {
        /// <summary>HTTP status.</summary>
        public int StatusCode => Sent.Status;
    }

    /// <summary>Anything else. Nothing was sent where no request stands beside the error.</summary>
    public sealed record Failed(ApiError Error, SentRequest? Sent) : ApiAnswer<T>;
}
