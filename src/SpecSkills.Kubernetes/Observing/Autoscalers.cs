using System.Text.Json;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>
/// Who else scales a Deployment: a HorizontalPodAutoscaler, a KEDA ScaledObject that has made none yet, or, its
/// requests only, a VerticalPodAutoscaler.
/// </summary>
internal static class Autoscalers
{
    /// <summary>
    /// The autoscaler's kind and name, null for none; who owns the count comes before who owns the requests. Where the
    /// HPAs cannot be read the answer is a name that says so: scaling beside an unseen autoscaler is a fight, and
    /// holding is not.
    /// </summary>
    public static string? Targeting(
        string deployment, ApiListing autoscalers, ApiListing scaledObjects, ApiListing verticals)
    {
        if (Find(autoscalers, deployment, "scaleTargetRef") is { } name) return $"HorizontalPodAutoscaler/{name}";
        // Where KEDA or the VPA is not installed its list is missing, or forbidden to accounts that never heard of it;
        // and once KEDA scales, its own HPA is found above.
        if (Find(scaledObjects, deployment, "scaleTargetRef") is { } scaled) return $"ScaledObject/{scaled}";
        if (autoscalers is ApiListing.Failed { Error: var error } && error.Kind != ApiErrorKind.NoSuchApi)
            return $"unknown (HorizontalPodAutoscalers cannot be listed: {SafeText.Of(error.Message, 160)})";
        return Find(verticals, deployment, "targetRef") is { } vertical ? $"VerticalPodAutoscaler/{vertical}" : null;
    }

    private static string? Find(ApiListing listing, string deployment, string reference)
    {
        if (listing is not ApiListing.Complete complete) return null;
        return complete.Items.Where(item => Targets(item, deployment, reference))
            .Select(item => SafeText.Of(item.TextAt("metadata", "name"), 253))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>A ScaledObject may leave the kind out and then means a Deployment; the others always say it.</summary>
    private static bool Targets(JsonElement item, string deployment, string reference) =>
        item.TextAt("spec", reference, "name") == deployment
        && item.TextAt("spec", reference, "kind") is (null or "Deployment");
}
