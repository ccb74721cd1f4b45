using System.Collections.Concurrent;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>
/// Autoscalers and disruption budgets of a namespace. Every service of it needs all of them, so a pass asks once a
/// namespace; a question that was given up or failed is asked again by the next service.
/// </summary>
internal sealed class NamespaceLists(ApiClient client)
{
    private readonly ConcurrentDictionary<(ApiResource Resource, string Namespace), Task<ApiListing>> asked = new();

    public Task<ApiListing> ListAsync(ApiResource resource, string ns, CancellationToken cancellation)
    {
        var key = (resource, ns);
        if (asked.TryGetValue(key, out var known) && known.IsCompletedSuccessfully && IsAnswer(known.Result))
            return known;
        return asked[key] = client.ListAsync(resource, ns, null, cancellation);
    }

    // An API that is not there stays away for a pass; any other failure may be over with the next question.
    private static bool IsAnswer(ApiListing listing) =>
        listing is ApiListing.Complete or ApiListing.Failed { Error.Kind: ApiErrorKind.NoSuchApi };
}
