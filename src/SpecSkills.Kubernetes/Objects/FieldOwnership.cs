using System.Text.Json;
using SpecSkills.Core.Observations;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Objects;

/// <summary>
/// Reads managedFields: who last wrote a field. A field several managers applied together goes to the newest of them. A
/// field without an owner is <see cref="FieldOwner.Unknown"/>, since the trail is lost after a scale to zero, and
/// a change then leaves no trace.
/// </summary>
internal static class FieldOwnership
{
    public static SortedDictionary<string, FieldOwner> Read(JsonElement deployment)
    {
        var owners = new SortedDictionary<string, FieldOwner>(StringComparer.Ordinal);
        foreach (var field in DeploymentFields.All(DeploymentField.ContainerNames(deployment)))
            if (field.Name == "replicas" || field.Read(deployment) is not null)
                owners[field.DisplayPath] = Of(deployment, field);
        return owners;
    }

    private static FieldOwner Of(JsonElement deployment, DeploymentField field)
    {
        FieldOwner? newest = null;
        foreach (var entry in deployment.ItemsAt("metadata", "managedFields"))
        {
            if (!Has(entry, field)) continue;
            var owner = new FieldOwner(
                SafeText.Of(entry.TextAt("manager"), 128), SafeText.Of(entry.TextAt("operation"), 20),
                entry.TextAt("subresource"), entry.TimeAt("time"));
            if (newest is null || owner.At > newest.At || newest.At is null) newest = owner;
        }

        return newest ?? FieldOwner.Unknown;
    }

    private static bool Has(JsonElement entry, DeploymentField field) =>
        entry.At(["fieldsV1", .. field.OwnershipSteps()]) is not null;
}
