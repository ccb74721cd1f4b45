namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>How one attempt to pull an image ends.</summary>
public abstract record ImagePull
{
    private ImagePull(TimeSpan duration) => Duration = duration;

    /// <summary>How long the attempt takes.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The image is there; zero duration means that it already was.</summary>
    public sealed record Succeeds(TimeSpan After) : ImagePull(After);

    /// <summary>The image cannot be pulled; the kubelet tries again with back-off.</summary>
    public sealed record Fails(TimeSpan After, string Message) : ImagePull(After);
}
