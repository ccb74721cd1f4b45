namespace SpecSkills.Kubernetes.Client;

/// <summary>Content types of request bodies.</summary>
public static class ContentTypes
{
    /// <summary>A whole object.</summary>
    public const string Json = "application/json";

    /// <summary>RFC 7386.</summary>
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>Kubernetes' own, which knows that containers are keyed by name.</summary>
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";

    /// <summary>RFC 6902.</summary>
    public const string JsonPatch = "application/json-patch+json";
}
