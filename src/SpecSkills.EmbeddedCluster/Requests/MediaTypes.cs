namespace SpecSkills.EmbeddedCluster.Requests;

/// <summary>The media types this API speaks.</summary>
public static class MediaTypes
{
    /// <summary>JSON, of requests and answers.</summary>
    public const string Json = "application/json";

    /// <summary>YAML, accepted for bodies and on request for answers.</summary>
    public const string Yaml = "application/yaml";

    /// <summary>Plain text as a Go server labels it.</summary>
    public const string Text = "text/plain; charset=utf-8";

    /// <summary>RFC 7386 merge patch.</summary>
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>Kubernetes' own patch that knows the keys of lists.</summary>
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";

    /// <summary>RFC 6902 JSON patch.</summary>
    public const string JsonPatch = "application/json-patch+json";

    /// <summary>Server-side apply.</summary>
    public const string ApplyPatch = "application/apply-patch+yaml";
}
