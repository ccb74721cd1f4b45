using SpecSkills.EmbeddedCluster.Pods;

namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>The pods a fault is about. Every condition that is set must hold.</summary>
/// <param name="Namespace">Their namespace; null for any.</param>
/// <param name="Deployment">The Deployment above them; null for any.</param>
public sealed record PodSelection(string? Namespace = null, string? Deployment = null)
{
    /// <summary>Every pod.</summary>
    public static readonly PodSelection All = new();

    /// <summary>A part of an image's name or tag that one of the containers must have; null for any.</summary>
    public string? ImageContains { get; init; }

    /// <summary>Only pods created after the fault was set off.</summary>
    public bool NewOnly { get; init; }

    /// <summary>Whether a pod is meant, regardless of its age.</summary>
    public bool Includes(PodView pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return (Namespace is null || pod.Namespace == Namespace)
            && (Deployment is null || pod.Deployment == Deployment)
            && (ImageContains is null || pod.Containers.Any(
                container => container.Image.Contains(ImageContains, StringComparison.Ordinal)));
    }
}
