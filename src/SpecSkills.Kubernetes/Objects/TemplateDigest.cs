using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Core.Primitives;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Objects;

/// <summary>
/// One digest for one pod template, whether read from the Deployment or from the ReplicaSet made of it: without the
/// hash label the controller adds there, and without the empty creation time that servers before 1.36 write.
/// </summary>
internal static class TemplateDigest
{
    private const string HashLabel = "pod-template-hash";

    /// <summary>The digest of the owner's template, or null where there is none.</summary>
    public static string? Of(JsonElement owner) => Template(owner) is { } template
        ? CanonicalJson.Digest(template)
        : null;

    /// <summary>The template as a Deployment would have it.</summary>
    public static JsonObject? Template(JsonElement owner)
    {
        if (owner.At("spec", "template") is not { ValueKind: JsonValueKind.Object } element) return null;
        var template = JsonObject.Create(element.Clone())!;
        if (template["metadata"] is not JsonObject metadata) return template;
        if (metadata["creationTimestamp"] is null) metadata.Remove("creationTimestamp");
        if (metadata["labels"] is JsonObject labels) labels.Remove(HashLabel);
        return template;
    }
}
