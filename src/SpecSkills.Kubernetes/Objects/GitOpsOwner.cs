using System.Text.Json;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Objects;

/// <summary>Whether a GitOps controller applies an object: it would undo a live change.</summary>
internal static class GitOpsOwner
{
    private static readonly (string Mark, string Owner)[] Marks =
    [
        ("argocd.argoproj.io/instance", "argocd"),
        ("argocd.argoproj.io/tracking-id", "argocd"),
        ("kustomize.toolkit.fluxcd.io/name", "flux"),
        ("helm.toolkit.fluxcd.io/name", "flux"),
    ];

    private static readonly (string Manager, string Owner)[] Managers =
    [
        ("argocd-controller", "argocd"),
        ("argocd-application-controller", "argocd"),
        ("kustomize-controller", "flux"),
        ("helm-controller", "flux"),
        ("gitops-engine", "argocd"),
    ];

    /// <summary><c>argocd</c>, <c>flux</c>, or null.</summary>
    public static string? Of(JsonElement owned)
    {
        foreach (var (mark, owner) in Marks)
            if (owned.At("metadata", "labels", mark) is not null
                || owned.At("metadata", "annotations", mark) is not null)
                return owner;
        foreach (var entry in owned.ItemsAt("metadata", "managedFields"))
            foreach (var (manager, owner) in Managers)
                // Who wrote only the status, or only a scale, does not apply the object.
                if (entry.TextAt("manager") == manager && entry.At("subresource") is null)
                    return owner;
        return null;
    }
}
