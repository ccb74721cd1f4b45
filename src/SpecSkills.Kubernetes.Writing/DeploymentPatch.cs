using System.Text.Json.Nodes;
using SpecSkills.Core.Decisions;
using SpecSkills.Kubernetes.Objects;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>
/// The strategic merge patch of an operation: exactly the fields it changes, and nothing of the live object.
/// </summary>
internal static class DeploymentPatch
{
    /// <summary>The changed fields alone. A field that was set before and shall not be set after is removed.</summary>
    public static JsonObject Fields(Operation operation)
    {
        var patch = new JsonObject();
        foreach (var name in operation.Before.Names.Union(operation.After.Names).Order(StringComparer.Ordinal))
            if (operation.Before[name] != operation.After[name])
                DeploymentFields.Find(name)!.Write(patch, operation.After[name]);
        // Parameters of a rolling update may not stand beside Recreate, even when another writer set them.
        if (operation.After["strategy.type"] == "Recreate" && patch["spec"] is JsonObject spec)
        {
            if (spec["strategy"] is not JsonObject) spec["strategy"] = new JsonObject();
            spec["strategy"]!["rollingUpdate"] = null;
        }

        return patch;
    }

    /// <summary>A name the patch could not place, or null when all are known.</summary>
    public static string? Unknown(Operation operation) =>
        operation.Before.Names.Concat(operation.After.Names).FirstOrDefault(name => DeploymentFields.Find(name)
            is null);
}
