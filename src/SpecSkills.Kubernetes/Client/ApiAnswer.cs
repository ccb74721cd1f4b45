using System.Text.Json;

namespace SpecSkills.Kubernetes.Client;

/// <summary>What a call came to.</summary>
public abstract record ApiAnswer
{
    private ApiAnswer()
    {
    }

    /// <summary>A 2xx with a JSON object of the expected kind and name.</summary>
    public sealed record Answered(int StatusCode, JsonElement Body) : ApiAnswer;

    /// <summary>Anything else.</summary>
    public sealed record Failed(ApiError Error) : ApiAnswer;
}
