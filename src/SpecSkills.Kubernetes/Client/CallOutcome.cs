using System.Net;
using System.Text.Json;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// What came of a request, carried on the request itself. The official client answers a failure by an exception that
/// quotes whole bodies, and an exception through all its layers costs more than the call: so it gets to see none, and
/// <see cref="ApiClient"/> looks here before it looks at what the official client made of the answer.
/// </summary>
internal static class CallOutcome
{
    private static readonly HttpRequestOptionsKey<ApiError?> Failure = new("specskills.failure");
    private static readonly HttpRequestOptionsKey<JsonElement> Body = new("specskills.body");

    extension(HttpRequestMessage request)
    {
        /// <summary>Why the request failed, or null.</summary>
        public ApiError? Failed => request.Options.TryGetValue(Failure, out var error) ? error : null;

        /// <summary>The body of a success, as it came.</summary>
        public JsonElement Answered => request.Options.TryGetValue(Body, out var body) ? body : default;

        public void Succeed(JsonElement body) => request.Options.Set(Body, body);

        public HttpResponseMessage Fail(ApiError error)
        {
            request.Options.Set(Failure, error);
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request };
        }

        /// <summary>Before another attempt.</summary>
        public void Forget() => request.Options.Set(Failure, null);
    }
}
