using System.Text.Json;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Objects;

/// <summary>The chain Deployment - ReplicaSet - Pod, by uid: labels and names do not prove ownership.</summary>
internal static class PodOwnership
{
    /// <summary>The uid of the controller of that kind, or null.</summary>
    public static string? ControllerUid(JsonElement owned, string kind) => Controller(owned, kind)?.TextAt("uid");

    /// <summary>The controller reference of that kind, or null.</summary>
    public static JsonElement? Controller(JsonElement owned, string kind)
    {
        foreach (var reference in owned.ItemsAt("metadata", "ownerReferences"))
            if (reference.IsTrueAt("controller") && reference.TextAt("kind") == kind)
                return reference;
        return null;
    }

    /// <summary>True for a pod that is on its way out: still listed, still ready, no longer counted.</summary>
    public static bool IsTerminating(JsonElement pod) => pod.At("metadata", "deletionTimestamp") is not null;
}
