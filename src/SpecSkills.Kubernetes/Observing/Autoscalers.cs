using System.Text.Json;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>
/// Who else scales a Deployment: a HorizontalPodAutoscaler, or a KEDA ScaledObject that has made none yet.
/// </summary>
internal static class Autoscalers
{
    /// <summary>
    /// The autoscaler's name, null for none. Where the HPAs cannot be read the answer is a name that says so: scaling
    /// beside an autoscaler nobody saw is a fight, and holding is not.
    /// </summary>
    public static string? Targeting(string deployment, ApiListing autoscalers, ApiListing scaledObjects)
    {
        if (Find(autoscalers, deployment, kindRequired: true) is { } name) return $"HorizontalPodAutoscaler/{name}";
        // Where KEDA is not installed its list is missing, or forbidden to accounts that never heard of it; and once
        // KEDA scales, its own HPA is found above.
        if (Find(scaledObjects, deployment, kindRequired: false) is { } scaled) return $"ScaledObject/{scaled}";
        return autoscalers is ApiListing.Failed { Error: var error } && error.Kind != ApiErrorKind.NoSuchApi
            ? $"unknown (HorizontalPodAutoscalers cannot be listed: {SafeText.Of(error.Message, 160)})"
            : null;
    }

    private static string? Find(ApiListing listing, string deployment, bool kindRequired)
    {
        if (listing is not ApiListing.Complete complete) return null;
        return complete.Items.Where(item => Targets(item, deployment, kindRequired))
            .Select(item => SafeText.Of(item.TextAt("metadata", "name"), 253))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static bool Targets(JsonElement item, string deployment, bool kindRequired) =>
        item.TextAt("spec", "scaleTargetRef", "name") == deployment
        && (item.TextAt("spec", "scaleTargetRef", "kind") is { } kind ? kind == "Deployment" : !kindRequired);
}
